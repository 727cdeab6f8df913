/** The REST resources, one class per noun of DESIGN section 7. */
@NullMarked
package com.trafficprediction.serving.resource;

import org.jspecify.annotations.NullMarked;
