@NullMarked
package com.trafficprediction.model.tree;

import org.jspecify.annotations.NullMarked;
