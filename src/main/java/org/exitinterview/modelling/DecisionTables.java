package org.exitinterview.modelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks that decision tables are written in FEEL. Every other language that the engine knows there
 * can run code or call the application.
 */
final class DecisionTables {

  private static final String LANGUAGE = "expressionLanguage";

  private DecisionTables() {}

  /** Everything in the tables that is not in FEEL. */
  static List<ModelProblem> problems(String resource, Document document) {
    List<ModelProblem> problems = new ArrayList<>();
    NodeList elements = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      String language = element.getAttribute(LANGUAGE);
      if (!language.isEmpty() && !isFeel(language)) {
        String id = element.hasAttribute("id") ? element.getAttribute("id") : resource;
        problems.add(
            new ModelProblem(
                resource,
                id,
                "'%s' is written in %s. Write decision tables in FEEL.".formatted(id, language)));
      }
    }
    return problems;
  }

  private static boolean isFeel(String language) {
    String lower = language.toLowerCase(Locale.ROOT);
    return lower.equals("feel")
        || lower.matches("https?://www\\.omg\\.org/spec/[\\w/]*feel[\\w/]*");
  }
}
