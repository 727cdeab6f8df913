/** Has what the other packages lack. */
@NullMarked
package broken.trafficprediction.core;

import org.jspecify.annotations.NullMarked;
