package broken.trafficprediction.feeds;

/** Something that core must not know. */
public final class Feed {}
