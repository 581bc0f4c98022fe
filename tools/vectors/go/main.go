// What the Go clients do with a key: Sarama, segmentio/kafka-go and franz-go, asked themselves.
//
//	oracle 1,2,3 < keys        partitions of each key in topics of 1, 2 and 3 partitions
//
// Input and output are those of every oracle here; see client_oracles.py.
package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"
)

// A null record key is nil, an empty one is not.
type partitioner func(key []byte, partitions int) int

type implementation struct {
	name  string
	place partitioner
}

func implementations() []implementation {
	return []implementation{
		{"sarama NewHashPartitioner", ofSarama(sarama.NewHashPartitioner, bytesOrNil)},
		{"sarama NewHashPartitioner key ByteEncoder(nil)", ofSarama(sarama.NewHashPartitioner, alwaysBytes)},
		{"sarama NewReferenceHashPartitioner", ofSarama(sarama.NewReferenceHashPartitioner, bytesOrNil)},
		{"sarama NewConsistentCRCHashPartitioner", ofSarama(sarama.NewConsistentCRCHashPartitioner, bytesOrNil)},
		{"sarama NewMurmur2Partitioner", ofSarama(sarama.NewMurmur2Partitioner, bytesOrNil)},

		{"kafka-go Hash", ofKafkaGo(&kafka.Hash{})},
		{"kafka-go ReferenceHash", ofKafkaGo(&kafka.ReferenceHash{})},
		{"kafka-go CRC32Balancer", ofKafkaGo(kafka.CRC32Balancer{})},
		{"kafka-go CRC32Balancer{Consistent: true}", ofKafkaGo(kafka.CRC32Balancer{Consistent: true})},
		{"kafka-go Murmur2Balancer", ofKafkaGo(kafka.Murmur2Balancer{})},
		{"kafka-go Murmur2Balancer{Consistent: true}", ofKafkaGo(kafka.Murmur2Balancer{Consistent: true})},

		// The values with which kgo.NewClient builds its default partitioner.
		{"franz-go UniformBytesPartitioner", ofFranzGo(kgo.UniformBytesPartitioner(64<<10, true, true, nil))},
		{"franz-go StickyKeyPartitioner", ofFranzGo(kgo.StickyKeyPartitioner(nil))},
		{"franz-go SaramaCompatHasher(fnv1a)", ofFranzGo(kgo.StickyKeyPartitioner(kgo.SaramaCompatHasher(fnv1a)))},
		{"franz-go SaramaHasher(crc32)", ofFranzGo(kgo.StickyKeyPartitioner(kgo.SaramaHasher(crc32.ChecksumIEEE)))},
	}
}

func bytesOrNil(key []byte) sarama.Encoder {
	if key == nil {
		return nil
	}
	return sarama.ByteEncoder(key)
}

func alwaysBytes(key []byte) sarama.Encoder { return sarama.ByteEncoder(key) }

func ofSarama(construct sarama.PartitionerConstructor, encoder func([]byte) sarama.Encoder) partitioner {
	built := construct("topic")
	return func(key []byte, partitions int) int {
		message := &sarama.ProducerMessage{Topic: "topic", Key: encoder(key)}
		partition, err := built.Partition(message, int32(partitions))
		if err != nil {
			fail(err)
		}
		return int(partition)
	}
}

func ofKafkaGo(balancer kafka.Balancer) partitioner {
	return func(key []byte, partitions int) int {
		numbers := make([]int, partitions)
		for i := range numbers {
			numbers[i] = i
		}
		return balancer.Balance(kafka.Message{Key: key}, numbers...)
	}
}

// Keyless records stay on one partition until a batch is full, so each question goes to a new producer.
func ofFranzGo(built kgo.Partitioner) partitioner {
	return func(key []byte, partitions int) int {
		record := &kgo.Record{Key: key}
		topic := built.ForTopic("topic")
		if byBackup, ok := topic.(kgo.TopicBackupPartitioner); ok {
			return byBackup.PartitionByBackup(record, partitions, &nothingBuffered{partitions})
		}
		return topic.Partition(record, partitions)
	}
}

// What UniformBytesPartitioner asks of the producer: here, no partition has records waiting.
type nothingBuffered struct{ left int }

func (b *nothingBuffered) Next() (int, int64) { b.left--; return b.left, 0 }
func (b *nothingBuffered) Rem() int           { return b.left }

func fnv1a(key []byte) uint32 {
	hash := fnv.New32a()
	hash.Write(key)
	return hash.Sum32()
}

func main() {
	if len(os.Args) != 2 {
		fail(errors.New("usage: oracle PARTITION_COUNTS < KEYS"))
	}
	var counts []int
	for _, field := range strings.Split(os.Args[1], ",") {
		count, err := strconv.Atoi(field)
		if err != nil {
			fail(err)
		}
		counts = append(counts, count)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		fail(err)
	}
	keys := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")

	out := bufio.NewWriter(os.Stdout)
	for _, version := range versions() {
		fmt.Fprintf(out, "# %s\n", version)
	}
	for _, asked := range implementations() {
		for _, notation := range keys {
			key, err := parse(notation)
			if err != nil {
				fail(err)
			}
			fmt.Fprintf(out, "%s\t%s\t%s\n", asked.name, notation, answer(asked.place, key, counts))
		}
	}
	if err := out.Flush(); err != nil {
		fail(err)
	}
}

func parse(notation string) ([]byte, error) {
	if notation == "null" {
		return nil, nil
	}
	key, err := hex.DecodeString(notation)
	return append([]byte{}, key...), err
}

func answer(place partitioner, key []byte, counts []int) string {
	if len(key) == 0 && varies(place, key, slices.Max(counts)) {
		return "producer"
	}
	partitions := make([]string, len(counts))
	for i, count := range counts {
		partitions[i] = strconv.Itoa(place(key, count))
	}
	return strings.Join(partitions, ",")
}

func varies(place partitioner, key []byte, partitions int) bool {
	first := place(key, partitions)
	for range 63 {
		if place(key, partitions) != first {
			return true
		}
	}
	return false
}

func versions() []string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		fail(errors.New("built without module information"))
	}
	var found []string
	for _, module := range info.Deps {
		switch module.Path {
		case "github.com/IBM/sarama", "github.com/segmentio/kafka-go", "github.com/twmb/franz-go":
			found = append(found, module.Path+" "+module.Version)
		}
	}
	return found
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}
