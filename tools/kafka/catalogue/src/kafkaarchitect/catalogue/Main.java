package kafkaarchitect.catalogue;

/**
 * `catalogue` prints all definitions as JSON; `singles` judges values and `constants` names the
 * constants of classes, both from standard input; `types` tells which types of values keys take.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("singles")) {
      Singles.judge();
    } else if (arguments[0].equals("constants")) {
      Constants.print();
    } else if (arguments[0].equals("types")) {
      Types.print();
    } else {
      Catalogue.print();
    }
  }
}
