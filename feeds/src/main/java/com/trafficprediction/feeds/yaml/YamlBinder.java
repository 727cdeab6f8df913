package com.trafficprediction.feeds.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns YAML text into records whose components carry {@link Key}. A record's constructor may
 * refuse a combination with an {@link IllegalArgumentException}; it is reported with the key path.
 */
public final class YamlBinder {
  /** The key that selects a {@link Variant}. */
  static final String FORMAT = "format";

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String origin;

  private YamlBinder(String origin) {
    this.origin = origin;
  }

  /**
   * Binds a whole file.
   *
   * @param yaml the text
   * @param origin where it comes from, named first in every error
   * @throws FeedException when the text is not YAML or does not fit
   */
  public static <T extends Record> T bind(String yaml, String origin, Class<T> type) {
    YamlBinder binder = new YamlBinder(origin);
    return type.cast(binder.record(binder.parse(yaml), type, ""));
  }

  private JsonNode parse(String yaml) {
    try {
      JsonNode root = MAPPER.readTree(yaml);
      if (root == null || !root.isObject()) {
        throw wrong("", "the file is not a YAML mapping of keys to values");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String line = at == null ? "" : "line " + at.getLineNr() + ": ";
      throw new FeedException(
          Kind.DATASET_FILE,
          origin + ": " + line + "not valid YAML: " + firstLine(e.getOriginalMessage()),
          e);
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private Object record(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      throw wrong(path, "expected keys and values, found " + describe(node));
    }
    RecordComponent[] components = type.getRecordComponents();
    checkKeys(node, type, components, path);
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = component(node, components[i], path);
    }
    return construct(type, types, values, path);
  }

  private Object construct(
      Class<?> type, Class<?>[] types, @Nullable Object[] values, String path) {
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw wrong(path, String.valueOf(refused.getMessage()));
      }
      throw new IllegalStateException("constructor of " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a record that can be bound", e);
    }
  }

  private void checkKeys(JsonNode node, Class<?> type, RecordComponent[] components, String path) {
    List<String> known =
        Arrays.stream(components).map(YamlBinder::keyOf).collect(Collectors.toList());
    if (type.isAnnotationPresent(Variant.class)) {
      known.add(FORMAT);
    }
    for (Iterator<String> given = node.fieldNames(); given.hasNext(); ) {
      String key = given.next();
      if (!known.contains(key)) {
        String hint = DidYouMean.hint(key, known);
        throw wrong(
            join(path, key),
            "unknown key"
                + (hint.isEmpty() ? "; keys here are " + String.join(", ", known) : hint));
      }
    }
  }

  private @Nullable Object component(JsonNode parent, RecordComponent component, String path) {
    Key key = Objects.requireNonNull(component.getAnnotation(Key.class), component::toString);
    String name = keyOf(component);
    JsonNode node = parent.get(name);
    if (node == null || node.isNull()) {
      if (!key.fallback().isEmpty()) {
        node = parse(name + ": " + key.fallback()).get(name);
      } else if (nullable(component)) {
        return null;
      } else {
        throw wrong(join(path, name), "missing: " + key.value());
      }
    }
    return value(node, component.getGenericType(), join(path, name));
  }

  private Object value(JsonNode node, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(node, generic.getActualTypeArguments()[0], path)
          : map(node, generic.getActualTypeArguments()[1], path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(node, plain, path);
    }
    if (plain.isSealed()) {
      return record(node, variant(node, plain, path), path);
    }
    if (!node.isValueNode()) {
      throw wrong(path, "expected one value, found " + describe(node));
    }
    return plain.isEnum() ? constant(node.asText(), plain, path) : scalar(node, plain, path);
  }

  private List<Object> list(JsonNode node, Type element, String path) {
    List<Object> values = new ArrayList<>();
    if (!node.isArray()) {
      throw wrong(path, "expected a list, found " + describe(node));
    }
    for (int i = 0; i < node.size(); i++) {
      values.add(value(node.get(i), element, path + '[' + i + ']'));
    }
    return List.copyOf(values);
  }

  private Map<String, Object> map(JsonNode node, Type element, String path) {
    if (!node.isObject()) {
      throw wrong(path, "expected keys and values, found " + describe(node));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      values.put(entry.getKey(), value(entry.getValue(), element, join(path, entry.getKey())));
    }
    return values;
  }

  private Class<?> variant(JsonNode node, Class<?> sealed, String path) {
    Map<String, Class<?>> known = variants(sealed);
    JsonNode format = node.get(FORMAT);
    if (format == null || !format.isValueNode()) {
      throw wrong(join(path, FORMAT), "missing: one of " + String.join(", ", known.keySet()));
    }
    Class<?> chosen = known.get(format.asText());
    if (chosen == null) {
      throw notOneOf(join(path, FORMAT), format.asText(), known.keySet());
    }
    return chosen;
  }

  private Object constant(String given, Class<?> type, String path) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      known.put(nameOf(constant), constant);
    }
    Object chosen = known.get(given);
    if (chosen == null) {
      throw notOneOf(path, given, known.keySet());
    }
    return chosen;
  }

  private Object scalar(JsonNode node, Class<?> type, String path) {
    if (type == String.class) {
      return node.asText();
    }
    if (type == boolean.class) {
      if (!node.isBoolean()) {
        throw wrong(path, "expected true or false, found '" + node.asText() + "'");
      }
      return node.booleanValue();
    }
    if (type == double.class || type == Double.class) {
      return parsed(node, Double::valueOf, "a number", path);
    }
    if (type == int.class || type == Integer.class) {
      return parsed(node, Integer::valueOf, "a whole number", path);
    }
    if (type == long.class || type == Long.class) {
      return parsed(node, Long::valueOf, "a whole number", path);
    }
    if (type == ZoneId.class) {
      return parsed(node, ZoneId::of, "a time zone such as America/Los_Angeles", path);
    }
    if (type == LocalDate.class) {
      return parsed(node, LocalDate::parse, "a date such as 2022-01-17", path);
    }
    if (type == LocalDateTime.class) {
      return parsed(node, LocalDateTime::parse, "a local time such as 2012-03-01T00:00", path);
    }
    throw new IllegalStateException("no binding for " + type);
  }

  private Object parsed(
      JsonNode node, Function<String, Object> parser, String expected, String path) {
    try {
      return parser.apply(node.asText());
    } catch (NumberFormatException | DateTimeException e) {
      throw wrong(path, "expected " + expected + ", found '" + node.asText() + "'");
    }
  }

  /** Records of a sealed interface by the value of {@code format}. */
  static Map<String, Class<?>> variants(Class<?> sealed) {
    Map<String, Class<?>> known = new LinkedHashMap<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        known.putAll(variants(permitted));
        continue;
      }
      Variant variant =
          Objects.requireNonNull(permitted.getAnnotation(Variant.class), permitted::toString);
      known.put(variant.value(), permitted);
    }
    return known;
  }

  /** The YAML key of a component. */
  static String keyOf(RecordComponent component) {
    return component.getName().replaceAll("([A-Z0-9]+)", "_$1").toLowerCase(Locale.ROOT);
  }

  /** How an enum constant is written in YAML. */
  static String nameOf(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private FeedException notOneOf(String path, String given, Iterable<String> known) {
    List<String> names = new ArrayList<>();
    known.forEach(names::add);
    return wrong(
        path,
        "'"
            + given
            + "' is not one of "
            + String.join(", ", names)
            + DidYouMean.hint(given, names));
  }

  private FeedException wrong(String path, String message) {
    return new FeedException(
        Kind.DATASET_FILE, origin + ": " + (path.isEmpty() ? "" : path + ": ") + message);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  private static String describe(JsonNode node) {
    if (node.isArray()) {
      return "a list";
    }
    return node.isObject() ? "keys and values" : "'" + node.asText() + "'";
  }
}
