package org.exitinterview.reply;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.task.Task;
import org.exitinterview.config.ExitInterviewSettings;
import org.exitinterview.evidence.EvidenceRefusedException;
import org.exitinterview.evidence.Upload;
import org.exitinterview.forms.FormRefusedException;
import org.exitinterview.forms.OpenForm;
import org.exitinterview.forms.OpenForm.Question;
import org.exitinterview.process.RecommendationProcess.Elements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The pages behind a link. Opening one changes nothing, however often a mail scanner does; only a
 * form that is sent does. What is not valid for whatever reason looks the same.
 */
@Controller
@RequestMapping("/reply/{token}")
class ReplyController {

  private static final Logger log = LoggerFactory.getLogger(ReplyController.class);

  /** Names of the questions that the page showed, so that one that came up new is asked first. */
  private static final String ASKED = "asked";

  private final ReplyLinks links;
  private final Replies replies;
  private final ZoneId zone;

  ReplyController(ReplyLinks links, Replies replies, ExitInterviewSettings settings) {
    this.links = links;
    this.replies = replies;
    this.zone = settings.zone();
  }

  /** Where the forms of the page go; the page itself does not know its address. */
  @ModelAttribute("path")
  String path(@PathVariable String token) {
    return "/reply/" + token;
  }

  @GetMapping
  ModelAndView open(@PathVariable String token) {
    Optional<ReplyLink> link = links.find(token);
    if (link.isEmpty()) {
      return page("gone", HttpStatus.NOT_FOUND);
    }
    if (link.get().answeredAt() != null) {
      return answered(link.get());
    }
    Optional<Task> task = links.openTask(link.get());
    if (task.isEmpty()) {
      return page("gone", HttpStatus.NOT_FOUND);
    }
    if (links.isExpired(link.get())) {
      return page("expired", HttpStatus.GONE);
    }
    return form(
        link.get(), task.get(), replies.form(link.get(), Map.of()), List.of(), HttpStatus.OK);
  }

  @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object answer(
      @PathVariable String token, @RequestParam MultiValueMap<String, String> parameters) {
    Optional<ReplyLink> link = links.find(token);
    Optional<Task> task = link.flatMap(links::openTask);
    if (link.isEmpty() || task.isEmpty() || links.isExpired(link.get())) {
      return open(token);
    }
    Map<String, List<String>> answers = new LinkedHashMap<>(parameters);
    Set<String> asked = new HashSet<>(Optional.ofNullable(answers.remove(ASKED)).orElse(List.of()));
    OpenForm form = replies.form(link.get(), answers);
    // Fields that no longer apply were asked all the same; what was typed there is not sent on.
    answers.keySet().removeIf(key -> asked.contains(key) && question(form, key).isEmpty());
    if (form.questions().stream()
        .anyMatch(question -> !question.readOnly() && !asked.contains(question.key()))) {
      return form(link.get(), task.get(), form, List.of(), HttpStatus.OK);
    }
    try {
      replies.answer(link.get(), answers);
    } catch (FormRefusedException refused) {
      return form(link.get(), task.get(), form, refused.problems(), HttpStatus.BAD_REQUEST);
    }
    return backTo(token);
  }

  /** A file that shows that it is done, while the step that asks for it waits. */
  @PostMapping(path = "/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  Object addFile(@PathVariable String token, HttpServletRequest request) {
    Optional<ReplyLink> link = links.find(token);
    Optional<Task> task = link.flatMap(links::openTask).filter(ReplyController::asksForEvidence);
    if (link.isEmpty() || task.isEmpty() || links.isExpired(link.get())) {
      return open(token);
    }
    try {
      replies.addEvidence(link.get(), Upload.of(request));
    } catch (EvidenceRefusedException refused) {
      return form(
          link.get(),
          task.get(),
          replies.form(link.get(), Map.of()),
          List.of(String.valueOf(refused.getMessage())),
          HttpStatus.BAD_REQUEST);
    }
    return backTo(token);
  }

  private static boolean asksForEvidence(Task task) {
    return task.getTaskDefinitionKey().equals(Elements.CONFIRM_ACTION_DONE);
  }

  @PostMapping("/correct")
  Object takeBack(@PathVariable String token) {
    Optional<ReplyLink> link = links.find(token);
    link.ifPresent(replies::takeBack);
    return link.isEmpty() ? page("gone", HttpStatus.NOT_FOUND) : backTo(token);
  }

  /** The answer is the same whether a mail was sent or not: it must not tell what exists. */
  @PostMapping("/new")
  ModelAndView renew(@PathVariable String token) {
    links.find(token).filter(links::isExpired).ifPresent(replies::renew);
    return page("renewed", HttpStatus.OK);
  }

  /** Sent twice at once: one of the two has answered. */
  @ExceptionHandler(OptimisticLockingException.class)
  ModelAndView meanwhile() {
    return page("meanwhile", HttpStatus.CONFLICT);
  }

  @ExceptionHandler(AuthorizationException.class)
  ModelAndView refused() {
    return page("gone", HttpStatus.NOT_FOUND);
  }

  /** Says nothing of the request: its address is the secret, its body are words. */
  @ExceptionHandler(RuntimeException.class)
  ModelAndView failed(RuntimeException failure) {
    log.error("A reply page failed: {}", failure.getClass().getName());
    return page("failed", HttpStatus.INTERNAL_SERVER_ERROR);
  }

  private ModelAndView answered(ReplyLink link) {
    ModelAndView page = page("answered", HttpStatus.OK);
    page.addObject("correctUntil", replies.mayTakeBack(link) ? local(link) : null);
    return page;
  }

  private String local(ReplyLink link) {
    return Optional.ofNullable(link.correctUntil())
        .map(until -> until.atZoneSameInstant(zone).toLocalTime().withNano(0).withSecond(0))
        .map(Object::toString)
        .orElse("");
  }

  private ModelAndView form(
      ReplyLink link, Task task, OpenForm form, List<String> problems, HttpStatus status) {
    ModelAndView page = page("form", status);
    List<Question> shown = new ArrayList<>();
    List<Question> asked = new ArrayList<>();
    form.questions().forEach(question -> (question.readOnly() ? shown : asked).add(question));
    page.addObject("form", form);
    page.addObject("shown", shown.stream().filter(question -> question.value() != null).toList());
    page.addObject("asked", asked);
    page.addObject("problems", problems);
    page.addObject("due", due(task));
    if (asksForEvidence(task)) {
      page.addObject("files", replies.evidence(link));
      page.addObject("taken", replies.evidenceTaken());
    }
    return page;
  }

  private LocalDate due(Task task) {
    return LocalDate.ofInstant(
        Optional.ofNullable(task.getDueDate()).orElseGet(task::getCreateTime).toInstant(), zone);
  }

  private static Optional<Question> question(OpenForm form, String key) {
    return form.questions().stream().filter(question -> question.key().equals(key)).findFirst();
  }

  private static ResponseEntity<Void> backTo(String token) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/reply/" + token))
        .build();
  }

  private static ModelAndView page(String name, HttpStatus status) {
    ModelAndView page = new ModelAndView("reply/" + name);
    page.setStatus(status);
    return page;
  }
}
