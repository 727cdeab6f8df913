package com.trafficprediction.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files of the checkout that describe containers. */
final class Repository {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$");
  private static final Pattern ENV = Pattern.compile("(?m)^ENV (.*)$");

  private Repository() {}

  static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  static ComposeFile compose() throws IOException {
    return ComposeFile.read(ROOT.resolve("docker-compose.yml"));
  }

  /** What the image gets: places in it by sources in the checkout. */
  static Map<String, String> copied() throws IOException {
    Map<String, String> copied = new LinkedHashMap<>();
    COPY.matcher(text("Dockerfile")).results().forEach(c -> copied.put(c.group(1), c.group(2)));
    return copied;
  }

  /** The image's own environment. */
  static Map<String, String> imageEnvironment() throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (MatchResult line : ENV.matcher(text("Dockerfile")).results().toList()) {
      for (String assignment : line.group(1).split(" ", -1)) {
        variables.put(
            assignment.substring(0, assignment.indexOf('=')),
            assignment.substring(assignment.indexOf('=') + 1));
      }
    }
    return variables;
  }

  /** A property of the root POM, such as a version. */
  static String pomProperty(String name) throws IOException {
    List<MatchResult> found =
        Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<")
            .matcher(text("pom.xml"))
            .results()
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("pom.xml has no property " + name);
    }
    return found.get(0).group(1);
  }
}
