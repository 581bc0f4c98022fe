package kafkaarchitect.catalogue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a validator demands, as data: a kind and its figures. An unknown validator is an error, so that a new
 * Kafka version cannot bring a check that nobody judges.
 */
final class Validators {
  private Validators() {}

  /** The kind, then what it needs; numbers stay numbers. */
  static List<Object> describe(Validator validator) throws ReflectiveOperationException {
    String kind = validator.getClass().getSimpleName();
    if (validator instanceof ConfigDef.Range) {
      return Arrays.asList("range", field(validator, "min"), field(validator, "max"));
    }
    if (validator instanceof ConfigDef.ValidString) {
      return Arrays.asList("in", field(validator, "validStrings"));
    }
    if (validator instanceof ConfigDef.CaseInsensitiveValidString) {
      return Arrays.asList("in-any-case", sorted(field(validator, "validStrings")));
    }
    if (validator instanceof ConfigDef.ValidList) {
      return list(validator);
    }
    if (validator instanceof ConfigDef.ListSize) {
      return Arrays.asList("at-most-items", field(validator, "maxSize"));
    }
    if (validator instanceof ConfigDef.CompositeValidator) {
      List<Object> all = new ArrayList<>(List.of("all"));
      for (Object part : (Collection<?>) field(validator, "validators")) {
        all.add(describe((Validator) part));
      }
      return all;
    }
    switch (kind) {
      case "NonEmptyString":
        return List.of("non-empty");
      case "NonEmptyStringWithoutControlChars":
        return List.of("non-empty-without-control-characters");
      case "NonNullValidator":
        return List.of("non-null");
      case "ConcreteSubClassValidator":
        return subclassOf((Class<?>) field(validator, "expectedSuperClass"));
      case "InstantiableClassValidator":
        return List.of("instantiable");
      case "RegexValidator":
        return List.of("regex");
      case "ListenersValidator":
        return List.of("urls");
      case "AdminListenersValidator":
        return List.of("urls-or-none");
      case "ResponseHttpHeadersValidator":
        return List.of("http-header-rules");
      case "PluginVersionValidator":
        return List.of("maven-version-range");
      case "ControllerQuorumVotersValidator":
        return List.of("quorum-voters", accepts(validator, List.of("1@a b:1")));
      case "ControllerQuorumBootstrapServersValidator":
        return List.of("quorum-bootstrap-servers", accepts(validator, List.of("a b:1")));
      case "ThrottledReplicaListValidator":
        return List.of("throttled-replicas");
      case "MetadataVersionValidator":
        return Arrays.asList("metadata-version", metadataVersions());
      default:
        return describeByText(validator);
    }
  }

  /** Validators that are lambdas or without a name of their own say what they are only by toString(). */
  private static List<Object> describeByText(Validator validator) {
    String text = validator.toString();
    String owner = validator.getClass().getName();
    if (owner.contains("ShareGroupAutoOffsetResetStrategy")) {
      return List.of("share-offset-reset");
    }
    if (owner.contains("AutoOffsetResetStrategy")) {
      return List.of("offset-reset");
    }
    if (owner.contains("ShareAcknowledgementMode")) {
      return List.of("in", List.of("implicit", "explicit"));
    }
    if (owner.contains("ShareAcquireMode")) {
      return List.of("in-any-case", List.of("BATCH_OPTIMIZED", "RECORD_LIMIT"));
    }
    switch (text) {
      case "[1,...,9] or -1":
        return Arrays.asList("minus-one-or-range", 1, 9);
      case "[0,...]":
        return Arrays.asList("range", 0, null);
      case "Positive number, or -1 to use the broker's default":
      case "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the "
          + "broker's default":
        return Arrays.asList("minus-one-or-range", 1, null);
      case "unique transformation aliases":
      case "unique predicate aliases":
      case "unique topic creation groups":
        return List.of("unique-items");
      case "Any KeyGenerator algorithm supported by the worker JVM":
        return Arrays.asList("algorithm", algorithms("KeyGenerator"));
      case "Any MAC algorithm supported by the worker JVM":
        return Arrays.asList("algorithm", algorithms("Mac"));
      case "A list of one or more MAC algorithms, each supported by the worker JVM":
        return Arrays.asList("algorithms", algorithms("Mac"));
      default:
        break;
    }
    if (text.startsWith("The default value of -1 means that this will be set to the configured value of ")) {
      return Arrays.asList("minus-one-or-range", 1, null);
    }
    if (text.contains("single.store.self.join") && text.contains("merge.repartition.topics")) {
      return Arrays.asList("topology-optimization", names(text));
    }
    if (text.equals("[EAGER, COMPATIBLE, SESSIONED]") || text.equals("[eager, compatible, sessioned]")) {
      return Arrays.asList("in-any-case", sorted(names(text.toUpperCase(Locale.ROOT))));
    }
    throw new IllegalStateException("unknown validator " + owner + ": " + text);
  }

  /** Since 4.2 a list validator also looks at emptiness and duplicates (KIP-1161). */
  private static List<Object> list(Validator validator) throws ReflectiveOperationException {
    Object valid = field(field(validator, "validString"), "validStrings");
    try {
      return Arrays.asList(
          "list", valid, field(validator, "isEmptyAllowed"), field(validator, "isNullAllowed"));
    } catch (NoSuchFieldException older) {
      return Arrays.asList("items-in", valid);
    }
  }

  /** The class, and those of Kafka's own that can take its place. */
  private static List<Object> subclassOf(Class<?> parent) throws ReflectiveOperationException {
    TreeSet<String> names = new TreeSet<>();
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (jar.endsWith(".jar") && new File(jar).getName().startsWith("connect-")) {
        for (String name : classNames(jar)) {
          Class<?> found = Class.forName(name, false, Validators.class.getClassLoader());
          if (parent.isAssignableFrom(found) && !Modifier.isAbstract(found.getModifiers())) {
            names.add(name);
          }
        }
      }
    }
    return Arrays.asList("subclass-of", parent.getName(), names);
  }

  private static List<String> classNames(String jar) {
    try (ZipFile classes = new ZipFile(jar)) {
      return classes.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("org/apache/kafka/connect/") && name.endsWith("Converter.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .collect(Collectors.toList());
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static boolean accepts(Validator validator, Object value) {
    try {
      validator.ensureValid("", value);
      return true;
    } catch (ConfigException refused) {
      return false;
    }
  }

  /** Every spelling that names a version: 3.9-IV0 and 3.9, say. */
  private static List<Object> metadataVersions() throws ReflectiveOperationException {
    Class<?> versions = Class.forName("org.apache.kafka.server.common.MetadataVersion");
    Map<?, ?> byName = (Map<?, ?>) Sections.open(versions.getDeclaredField("IBP_VERSIONS")).get(null);
    return sorted(byName.keySet());
  }

  /** Names and aliases, in upper case, of the algorithms that this JVM has. */
  private static List<Object> algorithms(String kind) {
    TreeSet<String> names = new TreeSet<>();
    for (Provider provider : Security.getProviders()) {
      for (Object property : provider.keySet()) {
        String name = property.toString();
        for (String prefix : List.of(kind + ".", "Alg.Alias." + kind + ".")) {
          if (name.startsWith(prefix) && !name.contains(" ") && !name.contains(".OID.")) {
            names.add(name.substring(prefix.length()).toUpperCase(Locale.ROOT));
          }
        }
      }
    }
    return new ArrayList<>(names);
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return Sections.open(field).get(owner);
        }
      }
    }
    throw new NoSuchFieldException(owner.getClass() + "." + name);
  }

  private static List<String> names(String text) {
    return Arrays.asList(text.substring(1, text.length() - 1).split(", "));
  }

  private static List<Object> sorted(Object names) {
    return new ArrayList<>(new TreeSet<>((Collection<?>) names));
  }
}
