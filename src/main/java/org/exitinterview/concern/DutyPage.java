package org.exitinterview.concern;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Who is on duty for concerns, for safeguarding leads to see and to change. */
@Controller
@RequestMapping("/pages/duty")
class DutyPage implements PageLinks {

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.UK);

  private final DutyRota rota;
  private final Directory directory;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  DutyPage(DutyRota rota, Directory directory, CurrentPerson currentPerson, Clock clock) {
    this.rota = rota;
    this.directory = directory;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  /** A line of the rota as people read it. */
  record Line(long id, String person, String area, int place, String from, String until) {}

  /** A lead to choose, with the number entered so far. */
  record Lead(String userId, String name, String telephone) {}

  @GetMapping
  ModelAndView show() {
    return page(List.of());
  }

  @PostMapping("/add")
  ModelAndView add(
      @RequestParam String person,
      @RequestParam(defaultValue = DutyRota.ALL_AREAS) String area,
      @RequestParam int place,
      @RequestParam String from,
      @RequestParam String until) {
    onlyLeads();
    if (!directory.membersOf(Role.SAFEGUARDING_LEAD).contains(person)) {
      return page(List.of("Person: only a safeguarding lead can be on duty."));
    }
    if (!area.matches("[a-zA-Z]{1,40}|\\*")) {
      return page(List.of("Area: one word as in the table of numbers, or * for all."));
    }
    if (place < 1 || place > 9) {
      return page(List.of("Told: choose first to ninth."));
    }
    try {
      Instant start = time(from);
      Instant end = time(until);
      if (!end.isAfter(start)) {
        return page(List.of("Until: the end lies before the beginning."));
      }
      rota.add(person, area, place, start, end);
    } catch (DateTimeException e) {
      return page(List.of("From and until: enter a day and a time."));
    }
    return new ModelAndView("redirect:/pages/duty");
  }

  @PostMapping("/remove")
  String remove(@RequestParam long id) {
    onlyLeads();
    rota.remove(id);
    return "redirect:/pages/duty";
  }

  @PostMapping("/telephone")
  ModelAndView telephone(@RequestParam String person, @RequestParam String telephone) {
    onlyLeads();
    if (!telephone.strip().matches("\\+?[0-9 ]{6,20}")) {
      return page(List.of("Telephone: digits and spaces, such as 01632 960004."));
    }
    if (directory.membersOf(Role.SAFEGUARDING_LEAD).contains(person)) {
      rota.setTelephone(person, telephone.strip());
    }
    return new ModelAndView("redirect:/pages/duty");
  }

  private ModelAndView page(List<String> problems) {
    onlyLeads();
    ModelAndView page = new ModelAndView("duty");
    if (!problems.isEmpty()) {
      page.setStatus(HttpStatus.BAD_REQUEST);
    }
    page.addObject("problems", problems);
    page.addObject("lines", rota.coming().stream().map(this::line).toList());
    page.addObject("now", rota.onDuty(DutyRota.ALL_AREAS).stream().map(this::name).toList());
    page.addObject(
        "leads",
        directory.membersOf(Role.SAFEGUARDING_LEAD).stream()
            .map(lead -> new Lead(lead, name(lead), rota.telephone(lead).orElse("")))
            .toList());
    return page;
  }

  private Line line(DutyRota.Duty duty) {
    return new Line(
        duty.id(),
        name(duty.person()),
        duty.area(),
        duty.place(),
        SHOWN.format(duty.fromAt().atZone(clock.getZone())),
        SHOWN.format(duty.untilAt().atZone(clock.getZone())));
  }

  private String name(String person) {
    return directory.displayName(person).orElse(person);
  }

  private Instant time(String local) {
    return LocalDateTime.parse(local).atZone(clock.getZone()).toInstant();
  }

  /** Others are told that there is no such page. */
  private void onlyLeads() {
    if (!currentPerson.get().holds(Role.SAFEGUARDING_LEAD)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  @Override
  public List<PageLink> everywhere() {
    return currentPerson.get().holds(Role.SAFEGUARDING_LEAD)
        ? List.of(
            new PageLink(
                "/pages/duty", "Who is on duty for concerns", "The rota and its telephones."))
        : List.of();
  }
}
