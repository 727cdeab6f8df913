package com.trafficprediction.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of a commented configuration file with their defaults, and as meaning the comment that
 * stands above them. A key without a comment shares the one of the key before it.
 */
final class CommentedYaml {
  private static final Pattern LINE = Pattern.compile("( *)([a-z_]+):(?: (.*))?");
  private static final Pattern VARIABLE = Pattern.compile("\"?\\$\\{([A-Z_]+):-([^}]*)\\}\"?");

  private final Map<Integer, String> lastComment = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private CommentedYaml() {}

  /**
   * A key.
   *
   * @param path with dots
   * @param fallback as YAML; empty for a section
   * @param variable the environment variable that replaces the default; empty for none
   * @param meaning the comment
   */
  record Entry(String path, String fallback, String variable, String meaning) {
    boolean section() {
      return fallback.isEmpty();
    }

    String parent() {
      return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }
  }

  /** Reads a file as far as a line that begins with {@code end}; all of it when there is none. */
  static List<Entry> read(String text, String end) {
    CommentedYaml yaml = new CommentedYaml();
    // The first paragraph is about the file.
    boolean inHead = true;
    StringBuilder comment = new StringBuilder();
    for (String line : text.lines().takeWhile(l -> !l.startsWith(end)).toList()) {
      if (line.isBlank()) {
        inHead = false;
        comment.setLength(0);
      } else if (line.strip().startsWith("#")) {
        if (!inHead) {
          comment.append(comment.isEmpty() ? "" : " ").append(line.strip().substring(1).strip());
        }
      } else {
        yaml.key(line, comment.toString());
        comment.setLength(0);
      }
    }
    return List.copyOf(yaml.entries);
  }

  private void key(String line, String comment) {
    Matcher key = LINE.matcher(line);
    if (!key.matches()) {
      throw new IllegalArgumentException("not a key: " + line);
    }
    int depth = key.group(1).length() / 2;
    while (path.size() > depth) {
      path.remove(path.size() - 1);
    }
    path.add(key.group(2));
    String value = key.group(3) == null ? "" : key.group(3);
    if (!comment.isEmpty() || value.isEmpty()) {
      lastComment.put(depth, comment);
    }
    lastComment.remove(depth + 1);
    String meaning = lastComment.getOrDefault(depth, "");
    Matcher variable = VARIABLE.matcher(value);
    boolean named = variable.matches();
    String fallback = named ? orNothing(variable.group(2)) : value;
    entries.add(
        new Entry(String.join(".", path), fallback, named ? variable.group(1) : "", meaning));
  }

  private static String orNothing(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }

  /** A table of each section, the file's own keys first. */
  static String toMarkdown(List<Entry> entries) {
    StringBuilder page = new StringBuilder();
    table(page, "", entries);
    for (Entry entry : entries) {
      if (entry.section()) {
        page.append("\n### `").append(entry.path()).append("`\n\n");
        if (!entry.meaning().isEmpty()) {
          page.append(entry.meaning()).append("\n\n");
        }
        table(page, entry.path(), entries);
      }
    }
    return page.toString();
  }

  private static void table(StringBuilder page, String section, List<Entry> entries) {
    List<Entry> own =
        entries.stream().filter(e -> !e.section() && e.parent().equals(section)).toList();
    if (own.isEmpty()) {
      return;
    }
    page.append("| key | default | meaning |\n| --- | --- | --- |\n");
    for (Entry entry : own) {
      String variable = entry.variable().isEmpty() ? "" : ", `" + entry.variable() + '`';
      page.append(
          "| `%s` | `%s`%s | %s |\n"
              .formatted(
                  entry.path(),
                  entry.fallback(),
                  variable,
                  entry.meaning().replace("|", "\\|").replace("<", "&lt;")));
    }
  }
}
