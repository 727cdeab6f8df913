/**
 * What is not the API: the dashboard's files, the description of the API, and paths that do not
 * exist.
 */
@NullMarked
package com.trafficprediction.serving.pages;

import org.jspecify.annotations.NullMarked;
