package org.exitinterview.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Everything beside Tasklist that the person who is logged in may open. */
@Page
class HomePage {

  private final ObjectProvider<PageLinks> links;

  HomePage(ObjectProvider<PageLinks> links) {
    this.links = links;
  }

  @GetMapping({"/pages", "/pages/"})
  ModelAndView home() {
    List<PageLink> all =
        links.stream()
            .flatMap(each -> each.everywhere().stream())
            .sorted(Comparator.comparing(PageLink::text))
            .toList();
    return new ModelAndView("home", Map.of("links", all));
  }
}
