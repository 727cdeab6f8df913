package com.trafficprediction.feeds.yaml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes the reference of a record's keys as Markdown, out of the annotations that bind it. */
final class KeyReference {
  private record Section(String path, Class<?> type) {}

  private static final Map<Class<?>, String> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, "`true` or `false`"),
          Map.entry(int.class, "whole number"),
          Map.entry(Integer.class, "whole number"),
          Map.entry(long.class, "whole number"),
          Map.entry(double.class, "number"),
          Map.entry(ZoneId.class, "time zone"),
          Map.entry(LocalDate.class, "date"),
          Map.entry(LocalDateTime.class, "local time"));

  private final StringBuilder page = new StringBuilder();
  private final Deque<Section> waiting = new ArrayDeque<>();
  private final Map<Class<?>, String> seen = new LinkedHashMap<>();

  private KeyReference() {}

  static String of(Class<? extends Record> root) {
    KeyReference reference = new KeyReference();
    reference.section(new Section("", root), "### The file");
    while (!reference.waiting.isEmpty()) {
      Section next = reference.waiting.remove();
      if (next.type().isSealed()) {
        YamlBinder.variants(next.type())
            .forEach((name, type) -> reference.variant(next.path(), name, type));
      } else {
        reference.section(next, "### `" + next.path() + "`");
      }
    }
    return reference.page.toString();
  }

  private void variant(String path, String name, Class<?> type) {
    String doc = Objects.requireNonNull(type.getAnnotation(Variant.class)).doc();
    section(
        new Section(path, type), "### `" + path + "` with `format: " + name + "`\n\n" + doc + ".");
  }

  private void section(Section section, String heading) {
    page.append(heading)
        .append("\n\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
    for (RecordComponent component : section.type().getRecordComponents()) {
      row(section.path(), component);
    }
    page.append('\n');
  }

  private void row(String path, RecordComponent component) {
    Key key = Objects.requireNonNull(component.getAnnotation(Key.class), component::toString);
    String name = YamlBinder.keyOf(component);
    String fallback =
        !key.fallback().isEmpty()
            ? "`" + key.fallback() + "`"
            : YamlBinder.nullable(component) ? "none" : "**required**";
    String at = path.isEmpty() ? name : path + '.' + name;
    page.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(
                name,
                escape(value(component.getGenericType(), at)),
                fallback,
                escape(key.value())));
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private String value(Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return arguments.length == 1
          ? "list of " + value(arguments[0], path)
          : "texts, each with " + value(arguments[1], path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return Arrays.stream(plain.getEnumConstants())
          .map(c -> "`" + YamlBinder.nameOf(c) + "`")
          .collect(Collectors.joining(", "));
    }
    if (plain.isRecord() || plain.isSealed()) {
      String known = seen.putIfAbsent(plain, path);
      if (known == null) {
        waiting.add(new Section(path, plain));
      }
      return "keys, see `" + (known == null ? path : known) + "`";
    }
    return Objects.requireNonNull(SCALARS.get(plain), plain::toString);
  }
}
