package org.exitinterview.record;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.exitinterview.page.Page;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/**
 * Asks those who may open a record by override for the number of the case: they see no list of
 * cases.
 */
@Page
class OverrideDoor implements PageLinks {

  private static final Set<Role> ALLOWED = Set.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER);

  private final Oversight oversight;

  OverrideDoor(Oversight oversight) {
    this.oversight = oversight;
  }

  @GetMapping("/pages/override")
  ModelAndView find(@RequestParam(name = "case", defaultValue = "") String caseNumber) {
    oversight.require(
        ALLOWED,
        "override",
        Oversight.EVERY_CASE,
        "Only safeguarding leads and senior managers see overrides.");
    String number = caseNumber.strip();
    return number.isEmpty()
        ? new ModelAndView("override-door", Map.of())
        : new ModelAndView(
            "redirect:/pages/cases/%s/override"
                .formatted(UriUtils.encodePathSegment(number, StandardCharsets.UTF_8)));
  }

  @Override
  public List<PageLink> everywhere() {
    return oversight.isOneOf(ALLOWED)
        ? List.of(
            new PageLink(
                "/pages/override",
                "Safeguarding override",
                "Parts of a record opened because somebody is in danger."))
        : List.of();
  }
}
