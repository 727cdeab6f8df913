package com.trafficprediction.batch.run;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.publishing.Publisher;
import com.trafficprediction.batch.stage.Stages;
import java.io.IOException;
import java.time.Clock;
import org.apache.hadoop.conf.Configuration;

/** The stage that makes a run live. */
final class PublishStage implements RunStage {
  private final Publisher publisher;

  PublishStage(Clock clock) {
    this.publisher = new Publisher(clock);
  }

  @Override
  public String name() {
    return "publish";
  }

  /** Never passed over: HBase alone knows what is live, and publishing asks it, under the lock. */
  @Override
  public boolean isDone(RunContext run) {
    return false;
  }

  @Override
  public void execute(Configuration conf, RunContext run, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    publisher.publish(conf, run, stages);
  }
}
