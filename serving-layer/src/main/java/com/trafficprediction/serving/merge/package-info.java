/** One answer from two views: the batch view up to its watermark, the speed view after it. Pure. */
@NullMarked
package com.trafficprediction.serving.merge;

import org.jspecify.annotations.NullMarked;
