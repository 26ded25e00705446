package org.exitinterview.record;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The safeguarding lead's way to what the circulation list withholds, and the reasons for it. */
@RestController
@RequestMapping("/api/records/{caseNumber}")
class OverrideController {

  private final SafeguardingOverride override;

  OverrideController(SafeguardingOverride override) {
    this.override = override;
  }

  /** What is asked for: keys of sections, and why. */
  record Wanted(@Nullable List<@Nullable String> sections, @Nullable String reason) {}

  /** The words of the sections by their keys; an empty section has nothing written in it. */
  @PostMapping("/override")
  Map<String, Map<String, Object>> open(
      @PathVariable String caseNumber, @RequestBody Wanted wanted) {
    String reason = wanted.reason();
    Map<String, Map<String, Object>> answer = new LinkedHashMap<>();
    override
        .open(caseNumber, sections(wanted.sections()), reason == null ? "" : reason.strip())
        .forEach((section, words) -> answer.put(section.key(), words));
    return answer;
  }

  @GetMapping("/overrides")
  List<SafeguardingOverride.Reason> overrides(@PathVariable String caseNumber) {
    return override.reasons(caseNumber);
  }

  private static Set<Section> sections(@Nullable List<@Nullable String> keys) {
    Set<Section> sections = new LinkedHashSet<>();
    for (@Nullable String key : keys == null ? List.<@Nullable String>of() : keys) {
      sections.add(
          Section.ofKey(String.valueOf(key))
              .orElseThrow(
                  () ->
                      new OverrideRefusedException(
                          "One of the parts you named is not part of an interview record.")));
    }
    return sections;
  }
}
