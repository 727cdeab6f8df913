package com.trafficprediction.feeds.source;

import com.trafficprediction.core.network.Network;
import java.util.List;

/**
 * A feed whose network and readings are computed and not read from files. The synthetic traffic
 * model implements it; a dataset file with {@code readings.format: synthetic} reaches it through
 * {@code SyntheticFeed.of(DatasetIdentity, SyntheticParameters)}, the parameters bound from {@code
 * readings.model}.
 *
 * <p>Equal identity and parameters give equal networks, splits and readings, in any process.
 */
public interface GeneratedFeed {

  /** The network that the readings belong to. */
  Network network();

  /** Ground truth: every incident that the model puts on the road. */
  List<AgencyIncident> incidents();

  /**
   * Divides the work. A generated feed uses {@link ReadingsSplit.Slice#rows} with the file name
   * {@code synthetic}; what it counts as a row (days, say) is its own affair.
   *
   * @param targetCount wanted number of splits, at least 1; the feed may give fewer
   */
  List<ReadingsSplit> splits(int targetCount);

  /** Opens one of {@link #splits}. */
  ReadingsReader open(ReadingsSplit split);
}
