package broken.trafficprediction.speed;

import broken.trafficprediction.batch.Job;
import smile.broken.Forest;

/** Knows another layer, and a library that belongs to another module. */
public record Consumer(Job job, Forest forest) {}
