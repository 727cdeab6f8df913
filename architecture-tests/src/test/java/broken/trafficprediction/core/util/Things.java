package broken.trafficprediction.core.util;

import java.util.logging.Logger;

/** In a package named for nothing, without a word about null. */
public final class Things {
  /** Prints and logs. */
  public void speak() {
    System.out.println("thing");
    Logger.getLogger("things").info("thing");
  }
}
