package org.exitinterview.absence;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.exitinterview.page.Page;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.Absences;
import org.exitinterview.people.Absences.Absence;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Option;
import org.exitinterview.people.OptionLists;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who is away and who stands in: each for himself or herself, managers for everybody. */
@Page
@RequestMapping("/pages/absence")
class AbsencePage implements PageLinks {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

  /** Longer than that is no absence: the cases need somebody else. In days. */
  private static final int LONGEST = 366;

  private static final Set<Role> MANAGERS =
      Set.of(Role.RESIDENTIAL_SERVICE_MANAGER, Role.IRO_MANAGER, Role.SENIOR_MANAGER);

  private final Absences absences;
  private final StandIns standIns;
  private final Directory directory;
  private final OptionLists optionLists;
  private final CurrentPerson currentPerson;
  private final Clock clock;

  AbsencePage(
      Absences absences,
      StandIns standIns,
      Directory directory,
      OptionLists optionLists,
      CurrentPerson currentPerson,
      Clock clock) {
    this.absences = absences;
    this.standIns = standIns;
    this.directory = directory;
    this.optionLists = optionLists;
    this.currentPerson = currentPerson;
    this.clock = clock;
  }

  /** An absence as people read it. */
  record Line(long id, String person, String deputy, String from, String until, boolean now) {}

  @GetMapping
  ModelAndView show() {
    return page("", Map.of());
  }

  @PostMapping
  ModelAndView add(
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String deputy,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until) {
    Person actor = currentPerson.get();
    String absent = person.isEmpty() ? actor.userId() : person;
    Map<String, String> sent =
        Map.of("person", person, "deputy", deputy, "from", from, "until", until);
    try {
      LocalDate fromDay = LocalDate.parse(from);
      LocalDate untilDay = LocalDate.parse(until);
      String problem = problem(actor, absent, deputy, fromDay, untilDay);
      if (!problem.isEmpty()) {
        return page(problem, sent);
      }
      absences.add(absent, deputy, fromDay, untilDay, actor.userId());
    } catch (DateTimeException e) {
      return page("First and last day: enter a day.", sent);
    }
    standIns.apply();
    return new ModelAndView("redirect:/pages/absence");
  }

  @PostMapping("/{id}/end")
  ModelAndView end(@PathVariable long id) {
    Person actor = currentPerson.get();
    boolean may =
        absences
            .find(id)
            .filter(absence -> manages(actor) || absence.person().equals(actor.userId()))
            .isPresent();
    if (!may) {
      return page("There is no such absence of yours.", Map.of());
    }
    absences.end(id, actor.userId());
    standIns.apply();
    return new ModelAndView("redirect:/pages/absence");
  }

  private String problem(
      Person actor, String absent, String deputy, LocalDate from, LocalDate until) {
    LocalDate today = LocalDate.now(clock);
    if (!absent.equals(actor.userId()) && !manages(actor)) {
      return "You can only enter when you are away yourself. Ask your manager for others.";
    }
    if (until.isBefore(from)) {
      return "Last day: it lies before the first.";
    }
    if (until.isBefore(today) || until.isAfter(from.plusDays(LONGEST))) {
      return "Last day: from today on, and at most a year after the first.";
    }
    if (deputy.equals(absent)) {
      return "Deputy: choose somebody else than the person who is away.";
    }
    if (people().stream().noneMatch(option -> option.value().equals(absent))
        || people().stream().noneMatch(option -> option.value().equals(deputy))) {
      return "Deputy: choose somebody of the list.";
    }
    if (!manages(actor) && roles(absent).noneMatch(role -> holds(deputy, role))) {
      return "Deputy: choose somebody who has the same role. A manager may name others.";
    }
    boolean overlaps =
        absences.coming().stream()
            .filter(other -> other.person().equals(absent))
            .anyMatch(other -> !other.fromDay().isAfter(until) && !other.untilDay().isBefore(from));
    return overlaps ? "This person is entered as away on some of these days already." : "";
  }

  private ModelAndView page(String problem, Map<String, String> sent) {
    Person actor = currentPerson.get();
    ModelAndView page = new ModelAndView("absence");
    if (!problem.isEmpty()) {
      page.setStatus(HttpStatus.BAD_REQUEST);
    }
    boolean manager = manages(actor);
    page.addObject("problem", problem);
    page.addObject("sent", sent);
    page.addObject("manager", manager);
    page.addObject("self", actor.userId());
    page.addObject("today", LocalDate.now(clock));
    page.addObject("people", people());
    page.addObject(
        "deputies",
        people().stream()
            .filter(
                option ->
                    manager
                        || (!option.value().equals(actor.userId())
                            && roles(actor.userId()).anyMatch(role -> holds(option.value(), role))))
            .toList());
    page.addObject(
        "lines",
        absences.coming().stream()
            .filter(absence -> manager || absence.person().equals(actor.userId()))
            .map(this::line)
            .toList());
    page.addObject(
        "standsIn",
        absences.coming().stream()
            .filter(absence -> absence.deputy().equals(actor.userId()))
            .map(this::line)
            .toList());
    return page;
  }

  private Line line(Absence absence) {
    return new Line(
        absence.id(),
        name(absence.person()),
        name(absence.deputy()),
        DAY.format(absence.fromDay()),
        DAY.format(absence.untilDay()),
        absence.lastsOn(LocalDate.now(clock)));
  }

  private String name(String person) {
    return directory.displayName(person).orElse(person);
  }

  /** Everybody with an account; people outside answer by a link, which is theirs alone. */
  private List<Option> people() {
    return optionLists.options("colleagues").stream()
        .filter(option -> !directory.isOutside(option.value()))
        .toList();
  }

  private Stream<Role> roles(String person) {
    return Stream.of(Role.values()).filter(role -> holds(person, role));
  }

  private boolean holds(String person, Role role) {
    return directory.membersOf(role).contains(person);
  }

  private static boolean manages(Person person) {
    return MANAGERS.stream().anyMatch(person::holds);
  }

  @Override
  public List<PageLink> everywhere() {
    return List.of(
        new PageLink("/pages/absence", "Who is away", "Who does your steps while you are away."));
  }
}
