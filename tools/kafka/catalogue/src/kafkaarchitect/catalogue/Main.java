package kafkaarchitect.catalogue;

/** `catalogue` prints all definitions as JSON; `singles` judges values from standard input. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("singles")) {
      Singles.judge();
    } else {
      Catalogue.print();
    }
  }
}
