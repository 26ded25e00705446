package org.exitinterview.report;

import java.util.List;
import org.exitinterview.leaving.LeaverStandings;
import org.exitinterview.page.PageLink;
import org.exitinterview.page.PageLinks;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Role;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** The leavers that nothing explains, for CSM Residential Services, who look into them. */
@Controller
class LeaverPage implements PageLinks {

  private final LeaverStandings standings;
  private final CurrentPerson currentPerson;

  LeaverPage(LeaverStandings standings, CurrentPerson currentPerson) {
    this.standings = standings;
    this.currentPerson = currentPerson;
  }

  @GetMapping("/pages/leavers")
  String leavers(Model model) {
    if (!currentPerson.get().holds(Role.RESIDENTIAL_SERVICE_MANAGER)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    model.addAttribute("leavers", standings.unexplained());
    return "leavers";
  }

  @Override
  public List<PageLink> everywhere() {
    return currentPerson.get().holds(Role.RESIDENTIAL_SERVICE_MANAGER)
        ? List.of(
            new PageLink(
                "/pages/leavers", "Leavers", "Moves of the return that have no case, and why."))
        : List.of();
  }
}
