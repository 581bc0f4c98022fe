import java.util.*;
import java.util.stream.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.*;
import org.apache.kafka.coordinator.group.api.assignor.*;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;
import org.apache.kafka.coordinator.group.modern.*;

/**
 * Asks Kafka's assignors who gets the partitions of one topic in a new group. Reads lines "assignor partitions
 * members" and prints for each the member (by the order of member ids) of every partition.
 */
public class AssignPartitions {
    public static void main(String[] arguments) {
        Scanner in = new Scanner(System.in);
        while (in.hasNext()) {
            String assignor = in.next();
            int partitions = in.nextInt();
            int members = in.nextInt();
            List<String> ids = IntStream.range(0, members)
                    .mapToObj(i -> String.format("member-%05d", i)).toList();
            int[] of = assignor.equals("uniform")
                    ? onTheServer(partitions, ids) : inTheClient(assignor, partitions, ids);
            System.out.println(Arrays.stream(of).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
        }
    }

    private static int[] inTheClient(String name, int partitions, List<String> ids) {
        AbstractPartitionAssignor assignor = switch (name) {
            case "range" -> new RangeAssignor();
            case "round-robin" -> new RoundRobinAssignor();
            case "cooperative-sticky" -> new CooperativeStickyAssignor();
            default -> throw new IllegalArgumentException(name);
        };
        Node node = new Node(0, "localhost", 9092);
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(p -> new PartitionInfo("orders", p, node, new Node[] {node}, new Node[] {node}))
                .toList();
        Map<String, Subscription> subscriptions = new TreeMap<>();
        ids.forEach(id -> subscriptions.put(id, new Subscription(List.of("orders"))));
        int[] of = new int[partitions];
        assignor.assignPartitions(new HashMap<>(Map.of("orders", infos)), subscriptions).forEach((id, got) ->
                got.forEach(partition -> of[partition.partition()] = ids.indexOf(id)));
        return of;
    }

    private static int[] onTheServer(int partitions, List<String> ids) {
        Uuid topic = new Uuid(7, 7);
        Map<String, MemberSubscriptionAndAssignmentImpl> members = new LinkedHashMap<>();
        ids.forEach(id -> members.put(id, new MemberSubscriptionAndAssignmentImpl(
                Optional.empty(), Optional.empty(), Set.of(topic), Assignment.EMPTY)));
        SubscribedTopicDescriber topics = new SubscribedTopicDescriber() {
            @Override
            public int numPartitions(Uuid id) {
                return partitions;
            }

            @Override
            public Set<String> racksForPartition(Uuid id, int partition) {
                return Set.of();
            }
        };
        GroupSpec group = new GroupSpecImpl(members, SubscriptionType.HOMOGENEOUS, Map.of());
        int[] of = new int[partitions];
        new UniformAssignor().assign(group, topics).members().forEach((id, got) ->
                got.partitions().getOrDefault(topic, Set.of()).forEach(p -> of[p] = ids.indexOf(id)));
        return of;
    }
}
