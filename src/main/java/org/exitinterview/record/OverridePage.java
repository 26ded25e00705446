package org.exitinterview.record;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.page.Page;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/**
 * The safeguarding lead's way to what the circulation list withholds. The senior managers, who are
 * told of it, see the reasons here and none of the words.
 */
@Page
@RequestMapping("/pages/cases/{caseNumber}/override")
class OverridePage {

  private final SafeguardingOverride override;
  private final CurrentPerson currentPerson;
  private final Directory directory;
  private final RecordSettings settings;
  private final Moments moments;
  private final FieldLabels labels;
  private final Clock clock;

  OverridePage(
      SafeguardingOverride override,
      CurrentPerson currentPerson,
      Directory directory,
      RecordSettings settings,
      Moments moments,
      FieldLabels labels,
      Clock clock) {
    this.override = override;
    this.currentPerson = currentPerson;
    this.directory = directory;
    this.settings = settings;
    this.moments = moments;
    this.labels = labels;
    this.clock = clock;
  }

  /** A choice of the form. */
  record Part(String key, String label) {}

  /** One answer as the page shows it. */
  record Answer(String question, String words) {}

  /** An override as the page shows it. */
  record Past(String who, String parts, String reason, String when, boolean inForce) {}

  @GetMapping
  String show(@PathVariable String caseNumber, Model model) {
    List<SafeguardingOverride.Reason> reasons = override.reasons(caseNumber);
    Person person = currentPerson.get();
    Instant now = clock.instant();
    model.addAttribute("caseNumber", caseNumber);
    model.addAttribute("hours", settings.override().toHours());
    model.addAttribute("overrides", reasons.stream().map(reason -> past(reason, now)).toList());
    boolean lead = person.holds(Role.SAFEGUARDING_LEAD);
    model.addAttribute("lead", lead);
    if (lead) {
      model.addAttribute(
          "parts",
          override.written(caseNumber).stream()
              .map(section -> new Part(section.key(), ReadLogLines.part(section.key())))
              .toList());
      addWords(caseNumber, reasons, person, now, model);
    }
    return "override";
  }

  @PostMapping
  String open(
      @PathVariable String caseNumber,
      @RequestParam(required = false) @Nullable List<String> parts,
      @RequestParam(defaultValue = "") String reason) {
    Set<Section> wanted = EnumSet.noneOf(Section.class);
    for (String key : parts == null ? List.<String>of() : parts) {
      wanted.add(
          Section.ofKey(key)
              .orElseThrow(
                  () ->
                      new OverrideRefusedException(
                          "One of the parts you named is not part of an interview record.")));
    }
    override.open(caseNumber, wanted, reason.strip());
    return back(caseNumber);
  }

  @PostMapping("/end")
  String end(@PathVariable String caseNumber) {
    override.end(caseNumber);
    return back(caseNumber);
  }

  private void addWords(
      String caseNumber,
      List<SafeguardingOverride.Reason> reasons,
      Person person,
      Instant now,
      Model model) {
    Set<Section> opened = EnumSet.noneOf(Section.class);
    reasons.stream()
        .filter(reason -> reason.by().equals(person.userId()) && reason.inForce(now))
        .forEach(
            reason -> {
              opened.addAll(SafeguardingOverride.opened(reason));
              model.addAttribute("until", moments.moment(reason.until()));
            });
    Map<String, List<Answer>> words = new LinkedHashMap<>();
    override
        .words(caseNumber, opened)
        .forEach(
            (section, entries) ->
                words.put(
                    ReadLogLines.part(section.key()),
                    entries.stream()
                        .flatMap(fields -> labels.shown(fields).entrySet().stream())
                        .map(field -> new Answer(field.getKey(), field.getValue()))
                        .toList()));
    model.addAttribute("words", words);
  }

  private Past past(SafeguardingOverride.Reason reason, Instant now) {
    Instant ended = reason.ended();
    String end = moments.moment(ended == null ? reason.until() : ended);
    return new Past(
        directory.displayName(reason.by()).orElse(reason.by()),
        String.join(", ", reason.sections().stream().map(ReadLogLines::part).toList()),
        reason.reason(),
        "from %s to %s".formatted(moments.moment(reason.from()), end),
        reason.inForce(now));
  }

  private static String back(String caseNumber) {
    return "redirect:/pages/cases/%s/override"
        .formatted(UriUtils.encodePathSegment(caseNumber, StandardCharsets.UTF_8));
  }
}
