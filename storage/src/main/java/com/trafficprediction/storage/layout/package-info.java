/**
 * Where things lie in HDFS and when they count: directory names, run ids, staged commits with
 * manifests.
 *
 * <p>A directory counts when it holds {@code _SUCCESS} and {@code _manifest.json}; a file of
 * partitioned data (imports, the archive) counts when a committed manifest lists it. Whatever else
 * lies around is the rest of a failed attempt: readers never see it.
 *
 * <p>Not here: the format of the files ({@code storage.parquet}).
 */
@NullMarked
package com.trafficprediction.storage.layout;

import org.jspecify.annotations.NullMarked;
