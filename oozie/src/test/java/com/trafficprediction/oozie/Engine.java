package com.trafficprediction.oozie;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.oozie.local.LocalOozie;

/**
 * Oozie's server in this process: its parser, its coordinator, its executors, with a database in
 * memory. There can be one at a time.
 */
final class Engine implements AutoCloseable {
  private static final String HADOOP = "oozie.service.HadoopAccessorService.";

  /** LocalOozie's own logs nothing. */
  private static final String LOGGING =
      """
      log4j.rootLogger=WARN, file
      log4j.logger.org.apache.oozie=INFO
      log4j.appender.file=org.apache.log4j.FileAppender
      log4j.appender.file.File=${oozie.log.dir}/oozie.log
      log4j.appender.file.layout=org.apache.log4j.PatternLayout
      log4j.appender.file.layout.ConversionPattern=%d{ISO8601} %p [%t] %c{1}: %m%n
      """;

  /** The directory of the shipped files. */
  static final Path SHIPPED = Path.of("").toAbsolutePath();

  private Engine() {}

  /**
   * Starts it.
   *
   * @param home an empty directory for its files
   * @param hadoopConf directory of core-site.xml and the others
   * @param settings what goes beyond this
   */
  static Engine start(Path home, Path hadoopConf, Map<String, String> settings) throws Exception {
    Path conf = Files.createDirectories(home.resolve("conf"));
    for (String directory : new String[] {"data", "logs", "conf/action-conf"}) {
      Files.createDirectories(home.resolve(directory));
    }
    Configuration site = new Configuration(false);
    site.set("oozie.service.JPAService.jdbc.driver", "org.hsqldb.jdbcDriver");
    site.set("oozie.service.JPAService.jdbc.url", "jdbc:hsqldb:mem:oozie;create=true");
    site.set("oozie.service.JPAService.create.db.schema", "true");
    site.set(HADOOP + "supported.filesystems", "*");
    site.set(HADOOP + "hadoop.configurations", "*=" + hadoopConf);
    site.set(HADOOP + "action.configurations", "*=" + home.resolve("conf/action-conf"));
    settings.forEach(site::set);
    try (OutputStream out = Files.newOutputStream(conf.resolve("oozie-site.xml"))) {
      site.writeXml(out);
    }
    System.setProperty("oozie.home.dir", home.toString());
    System.setProperty("oozie.config.dir", conf.toString());
    System.setProperty("oozie.data.dir", home.resolve("data").toString());
    System.setProperty("oozie.log.dir", home.resolve("logs").toString());
    Files.writeString(conf.resolve("oozie-log4j.properties"), LOGGING);
    System.setProperty("oozie.log4j.file", "oozie-log4j.properties");
    LocalOozie.start();
    return new Engine();
  }

  /** The shipped job.properties, for a submission of one kind: {@code wf}, {@code coord}, … */
  static Properties submission(String kind) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(SHIPPED.resolve("job.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.remove("oozie.bundle.application.path");
    String file =
        switch (kind) {
          // A directory: files that a workflow names are sought in it.
          case "wf" -> "";
          case "coord" -> "/coordinator.xml";
          case "bundle" -> "/bundle.xml";
          default -> throw new IllegalArgumentException(kind);
        };
    properties.setProperty("oozie." + kind + ".application.path", "${application}" + file);
    properties.setProperty("user.name", System.getProperty("user.name"));
    return properties;
  }

  @Override
  public void close() {
    LocalOozie.stop();
  }
}
