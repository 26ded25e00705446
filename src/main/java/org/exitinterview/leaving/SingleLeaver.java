package org.exitinterview.leaving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one leaver sent as JSON. Its fields have the names of the notice form; the names of the
 * return's columns are taken too. Without a reason for ceasing it counts as a notice.
 */
final class SingleLeaver {

  /** Field by the name of the return's column. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "CHILD", "child",
          "DOB", "dateOfBirth",
          "DECOM", "placedOn",
          "DEC", "moveDate",
          "PLACE", "placementType",
          "PLACE_PROVIDER", "placementProvider",
          "URN", "home",
          "REC", "reasonEpisodeCeased",
          "REASON_PLACE_CHANGE", "reasonPlaceChange");

  private static final List<String> FIELDS =
      List.of(
          "child",
          "dateOfBirth",
          "placedOn",
          "moveDate",
          "placementType",
          "placementProvider",
          "home",
          "reasonEpisodeCeased",
          "reasonPlaceChange",
          "nextReasonForEpisode",
          "nextPlacementType");

  private static final List<String> NEEDED = List.of("child", "placedOn", "placementType", "home");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SingleLeaver() {}

  /**
   * Reads a JSON object.
   *
   * @throws UnreadableReturnException with everything that is wrong with it
   */
  static Placement read(ObjectMapper json, byte[] content) {
    JsonNode leaver;
    try {
      leaver = json.readTree(content);
    } catch (IOException e) {
      throw refusal(List.of("It is not JSON. Send one JSON object."));
    }
    if (leaver == null || !leaver.isObject()) {
      throw refusal(List.of("Send one JSON object with the fields " + names(FIELDS) + "."));
    }
    return new SingleLeaver().placement(leaver);
  }

  private Placement placement(JsonNode leaver) {
    leaver.forEachEntry(this::take);
    NEEDED.stream()
        .filter(field -> !values.containsKey(field))
        .forEach(field -> problems.add("Fill in %s.".formatted(field)));
    LocalDate placedOn = date("placedOn");
    LocalDate movedOn = date("moveDate");
    LocalDate dateOfBirth = date("dateOfBirth");
    if (!problems.isEmpty() || placedOn == null) {
      throw refusal(problems);
    }
    return new Placement(
        values.containsKey("reasonEpisodeCeased") ? Source.RETURN : Source.NOTICE,
        value("child"),
        placedOn,
        movedOn,
        code("placementType"),
        code("placementProvider"),
        code("home"),
        code("reasonEpisodeCeased"),
        code("reasonPlaceChange"),
        values.containsKey("nextReasonForEpisode")
            ? code("nextReasonForEpisode")
            : ScopeFacts.NO_NEXT,
        code("nextPlacementType"),
        dateOfBirth);
  }

  private void take(String name, JsonNode value) {
    String field = COLUMNS.getOrDefault(name, name);
    if (!FIELDS.contains(field)) {
      problems.add("There is a field that is not known. Send only " + names(FIELDS) + ".");
    } else if (value.isContainerNode()) {
      problems.add("%s must be a text.".formatted(field));
    } else if (!value.isNull() && !value.asText().isBlank()) {
      values.put(field, value.asText().strip());
    }
  }

  private @Nullable LocalDate date(String field) {
    String text = values.get(field);
    if (text == null) {
      return null;
    }
    LocalDate date = Dates.read(text).orElse(null);
    if (date == null) {
      problems.add("%s is not a date. Write it as yyyy-mm-dd.".formatted(field));
    }
    return date;
  }

  private String value(String field) {
    return values.getOrDefault(field, "");
  }

  private String code(String field) {
    return value(field).toUpperCase(Locale.ROOT);
  }

  private static UnreadableReturnException refusal(List<String> problems) {
    return new UnreadableReturnException("The leaver cannot be taken in.", problems);
  }

  private static String names(List<String> fields) {
    return String.join(", ", fields);
  }
}
