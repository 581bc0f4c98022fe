package kafkaarchitect.catalogue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;

/**
 * Prints the public constants of the classes that standard input names, as lines of class, constant and text
 * between tabs. A class that this version does not have is passed over.
 */
final class Constants {
  private Constants() {}

  static void print() throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      Class<?> found;
      try {
        found = Class.forName(name);
      } catch (ClassNotFoundException absent) {
        continue;
      }
      for (Field field : found.getFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers)
            && Modifier.isFinal(modifiers)
            && field.getType() == String.class) {
          System.out.println(name + "\t" + field.getName() + "\t" + field.get(null));
        }
      }
    }
  }
}
