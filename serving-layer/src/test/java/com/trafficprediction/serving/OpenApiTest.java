package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.serving.resource.AccuracyResource;
import com.trafficprediction.serving.resource.CorridorHistoryResource;
import com.trafficprediction.serving.resource.CorridorResource;
import com.trafficprediction.serving.resource.DetectorResource;
import com.trafficprediction.serving.resource.EventResource;
import com.trafficprediction.serving.resource.HealthResource;
import com.trafficprediction.serving.resource.HistoryResource;
import com.trafficprediction.serving.resource.IncidentResource;
import com.trafficprediction.serving.resource.ModelResource;
import com.trafficprediction.serving.resource.OutcomeResource;
import com.trafficprediction.serving.resource.PlannerResource;
import com.trafficprediction.serving.resource.PredictionResource;
import com.trafficprediction.serving.resource.SegmentResource;
import com.trafficprediction.serving.resource.SettingsResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The description of the API lists what there is, and nothing else. */
class OpenApiTest {
  private static final List<Class<?>> RESOURCES =
      List.of(
          HealthResource.class,
          SegmentResource.class,
          HistoryResource.class,
          ModelResource.class,
          PlannerResource.class,
          PredictionResource.class,
          CorridorResource.class,
          CorridorHistoryResource.class,
          AccuracyResource.class,
          OutcomeResource.class,
          SettingsResource.class,
          IncidentResource.class,
          DetectorResource.class,
          EventResource.class);

  @Test
  void everyOperationIsDescribedWithItsParameters() throws IOException {
    Map<String, List<String>> described = ApiDocument.shipped().operations();
    // The stream is a servlet, whose parameters cannot be listed by reflection.
    assertThat(described.remove("GET /api/predictions/stream"))
        .containsExactly("batch", "last_event_id", "model");
    // A planner table's columns are its filters; limit alone is fixed.
    assertThat(described.put("GET /api/planner/{measure}", List.of())).containsExactly("limit");

    assertThat(described).isEqualTo(operations());
  }

  @Test
  void whoeverAsksForAWrongPathIsToldOneThatIsDescribed() throws IOException {
    List<String> paths = new ArrayList<>();
    ApiDocument.shipped().root().path("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(ApiPaths.TEMPLATES.stream().filter(path -> path.startsWith("/api/")))
        .containsExactlyInAnyOrderElementsOf(paths);
  }

  @Test
  void everyOperationHasAnExampleInTheReadme() throws IOException {
    List<String> examples = ReadmeExamples.written();
    for (String operation : ApiDocument.shipped().operations().keySet()) {
      assertThat(examples)
          .as("a curl command of the README for " + operation)
          .anyMatch(example -> ReadmeExamples.shows(example, operation));
    }
  }

  private static Map<String, List<String>> operations() {
    Map<String, List<String>> operations = new TreeMap<>();
    for (Class<?> resource : RESOURCES) {
      String base = resource.getAnnotation(Path.class).value();
      for (Method method : resource.getDeclaredMethods()) {
        String verb =
            method.isAnnotationPresent(GET.class)
                ? "GET"
                : method.isAnnotationPresent(POST.class) ? "POST" : "";
        if (!verb.isEmpty()) {
          Path path = method.getAnnotation(Path.class);
          String full =
              "/api" + (base.equals("/") ? "" : base) + (path == null ? "" : path.value());
          operations.put(verb + " " + full, query(method));
        }
      }
    }
    return operations;
  }

  private static List<String> query(Method method) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      QueryParam query = parameter.getAnnotation(QueryParam.class);
      if (query != null) {
        names.add(query.value());
      }
    }
    names.sort(null);
    return names;
  }
}
