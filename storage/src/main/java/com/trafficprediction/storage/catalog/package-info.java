/**
 * What is stored where, by whom and for whom, as data: the source of {@code docs/tables.md}.
 *
 * <p>A directory of {@code HdfsLayout} or a table of {@code storage.hbase} that is not listed here
 * fails a test. Topics are listed by {@code messaging}.
 */
@NullMarked
package com.trafficprediction.storage.catalog;

import org.jspecify.annotations.NullMarked;
