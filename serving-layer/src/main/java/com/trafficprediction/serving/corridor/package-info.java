/** Travel times along a mainline, now and as forecast; gaps are named, never bridged. Pure. */
@NullMarked
package com.trafficprediction.serving.corridor;

import org.jspecify.annotations.NullMarked;
