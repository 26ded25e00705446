package org.exitinterview.page;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page asks. */
@ControllerAdvice
class PageModel {

  /** Whether the reader has a login, and so other pages to go to; not so whoever has a link. */
  @ModelAttribute("hasLogin")
  boolean hasLogin(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/pages");
  }
}
