package org.exitinterview.record;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.exitinterview.page.Page;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.ui.Model;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** How long records are kept and how they end, for the data protection officer. */
@Page
@RequestMapping("/pages/retention")
class RetentionPage implements PageLinks {

  private static final Set<Role> ALLOWED = Set.of(Role.DATA_PROTECTION_OFFICER);
  private static final String BACK = "redirect:/pages/retention";

  private final RecordRetention retention;
  private final Oversight oversight;
  private final Moments moments;

  RetentionPage(RecordRetention retention, Oversight oversight, Moments moments) {
    this.retention = retention;
    this.oversight = oversight;
    this.moments = moments;
  }

  /** What is due, held and erased; or one case, if its number is given. */
  @GetMapping
  String show(
      @RequestParam(name = "case", required = false) @Nullable String caseNumber, Model model) {
    refuseOthers(Oversight.EVERY_CASE);
    if (StringUtils.hasText(caseNumber)) {
      return "redirect:/pages/retention/" + segment(caseNumber.strip());
    }
    model.addAttribute("due", retention.due());
    model.addAttribute("holds", retention.holds());
    model.addAttribute("erasures", retention.erasures());
    model.addAttribute("moments", moments);
    return "retention";
  }

  @GetMapping("/{caseNumber}")
  String one(@PathVariable String caseNumber, Model model) {
    refuseOthers(caseNumber);
    model.addAttribute("kept", retention.kept(caseNumber));
    model.addAttribute("isDue", isDue(caseNumber));
    model.addAttribute("reasons", RecordRetention.HoldReason.values());
    model.addAttribute("moments", moments);
    return "retention-case";
  }

  @PostMapping("/{caseNumber}/hold")
  String hold(@PathVariable String caseNumber, @RequestParam RecordRetention.HoldReason reason) {
    refuseOthers(caseNumber);
    retention.kept(caseNumber);
    retention.hold(caseNumber, reason);
    return to(caseNumber);
  }

  @PostMapping("/{caseNumber}/release")
  String release(@PathVariable String caseNumber) {
    refuseOthers(caseNumber);
    retention.release(caseNumber);
    return to(caseNumber);
  }

  @PostMapping("/{caseNumber}/death")
  String death(
      @PathVariable String caseNumber,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate died) {
    refuseOthers(caseNumber);
    retention.noteDeath(caseNumber, died);
    return to(caseNumber);
  }

  /** Erases, if the case number was typed once more. */
  @PostMapping("/{caseNumber}/erase")
  String erase(@PathVariable String caseNumber, @RequestParam(defaultValue = "") String confirm) {
    refuseOthers(caseNumber);
    if (!confirm.strip().equals(caseNumber)) {
      throw new ErasureRefusedException(
          "Nothing was erased: type the case number exactly as it is shown to confirm.");
    }
    retention.erase(caseNumber);
    return to(caseNumber);
  }

  private boolean isDue(String caseNumber) {
    return retention.due().stream().anyMatch(due -> due.caseNumber().equals(caseNumber));
  }

  private void refuseOthers(String caseNumber) {
    oversight.require(
        ALLOWED,
        "retention",
        caseNumber,
        "Only the data protection officer decides how long records are kept.");
  }

  private static String segment(String caseNumber) {
    return UriUtils.encodePathSegment(caseNumber, StandardCharsets.UTF_8);
  }

  private static String to(String caseNumber) {
    return BACK + "/" + segment(caseNumber);
  }

  @Override
  public List<PageLink> everywhere() {
    return oversight.isOneOf(ALLOWED)
        ? List.of(
            new PageLink(
                "/pages/retention",
                "How long records are kept",
                "Holds, and what is to be erased."))
        : List.of();
  }
}
