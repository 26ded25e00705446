package org.exitinterview.process;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people fill into the forms of a story: the least that each form accepts. */
public final class Answers {

  private Answers() {}

  public static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      answers.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return answers;
  }

  public static Map<String, Object> with(Map<String, Object> answers, Object... keysAndValues) {
    Map<String, Object> both = new LinkedHashMap<>(answers);
    both.putAll(of(keysAndValues));
    return both;
  }

  public static Map<String, Object> screened(String decision) {
    return of("decision", decision, "socialWorker", Scenario.SOCIAL_WORKER, "iro", Scenario.IRO);
  }

  public static Map<String, Object> screenedOut() {
    return of("decision", "outOfScope", "outcomeReason", "temporaryStay");
  }

  public static Map<String, Object> feasibility(String decision) {
    Map<String, Object> answers =
        of(
            "decision",
            decision,
            "consulted",
            List.of("youngPerson", "clinician", "manager"),
            "formatsConsidered",
            List.of("pictures", "talkingMats"),
            "feasibilityBasis",
            "What was considered and why.");
    switch (decision) {
      case "feasibleWithSupport" -> answers.put("supportPlan", "Pictures and more time.");
      case "notFeasible" -> answers.put("outcomeReason", "clinicalAdvice");
      default -> {}
    }
    return answers;
  }

  public static Map<String, Object> agreementGiven(LocalDate today) {
    return of(
        "decision",
        "given",
        "explained",
        List.of("purpose", "use", "copies", "limits", "safeguarding", "stop", "advocate"),
        "askedHow",
        "visit",
        "askedOn",
        today.toString());
  }

  public static Map<String, Object> declined() {
    return of("decision", "declined");
  }

  public static Map<String, Object> deferred(LocalDate resumeOn) {
    return of("decision", "deferred", "resumeOn", resumeOn.toString());
  }

  public static Map<String, Object> notReachable(LocalDate today) {
    return of("decision", "notReachable", "attemptKind", "visit", "attemptedOn", today.toString());
  }

  public static Map<String, Object> missingOffer(String decision) {
    Map<String, Object> answers = of("missingOfferReason", "absent", "decision", decision);
    if (decision.equals("offerAgain")) {
      answers.put("socialWorker", Scenario.OTHER_SOCIAL_WORKER);
    }
    return answers;
  }

  public static Map<String, Object> allocated(String interviewer) {
    return of(
        "decision", "allocated",
        "interviewer", interviewer,
        "employedByAuthority", "no",
        "worksAtHome", "no",
        "inCaseLine", "no",
        "knowsYoungPerson", "no",
        "declaredConflict", "no");
  }

  public static Map<String, Object> noneFree() {
    return of("decision", "noneFree");
  }

  public static Map<String, Object> appointed(LocalDate day) {
    return of(
        "decision", "appointed",
        "appointmentOn", day.toString(),
        "appointmentAt", "15:30",
        "placeKind", "neutralRoom");
  }

  public static Map<String, Object> noAnswer(LocalDate today) {
    return of("decision", "noAnswer", "attemptKind", "telephone", "attemptedOn", today.toString());
  }

  public static Map<String, Object> paused(LocalDate resumeOn) {
    return of("decision", "paused", "pauseReason", "hospital", "resumeOn", resumeOn.toString());
  }

  public static Map<String, Object> conflict() {
    return of("decision", "conflict", "conflictKind", "knowsStaff");
  }

  public static Map<String, Object> interview(String decision, LocalDate today) {
    Map<String, Object> answers =
        of("decision", decision, "startedOn", today.toString(), "ageVersion", "11+");
    if (decision.equals("rebooked")) {
      answers.put("rebookReason", "unwell");
    } else {
      answers.put("tookPart", "PN1");
      answers.put("dailyLifeFood", "mostOfTheTime");
      answers.put("dailyLifeWords", "The food was fine.");
      answers.put("safeWords", "I felt safe there.");
    }
    return answers;
  }

  public static Map<String, Object> agreedRecord(LocalDate today) {
    return of(
        "agreedSummary", "What we agreed to write down.",
        "limitsWanted", "no",
        "youngPersonWants", List.of("copy"),
        "agreedHow", "together",
        "agreedOn", today.toString(),
        "signed", "signed",
        "decision", "agreed");
  }

  public static Map<String, Object> release() {
    return of(
        "decision", "release",
        "shareWithYoungPerson", "full",
        "shareWithServiceManager", "full",
        "shareWithSocialWorker", "full",
        "shareWithHome", "full",
        "shareWithProvider", "none",
        "circulationReasons", "The authority runs the home itself.",
        "nobodyComplainedOf", true);
  }

  public static Map<String, Object> hold(LocalDate resumeOn) {
    return of("decision", "hold", "holdReason", "clarify", "resumeOn", resumeOn.toString());
  }

  public static Map<String, Object> considered(String decision) {
    return of("decision", decision, "considerationWords", "Why.", "gravity", "routine");
  }

  public static Map<String, Object> recommendation(String decision, LocalDate answerBy) {
    return of(
        "decision",
        decision,
        "recommendationWords",
        "What should change.",
        "owner",
        Scenario.OWNER,
        "answerBy",
        answerBy.toString(),
        "priority",
        "normal",
        "severity",
        "routine",
        "polarity",
        "suggestion",
        "themes",
        List.of("dailyLife"));
  }

  public static Map<String, Object> letter() {
    return of(
        "letterWords", "Thank you for talking with us.",
        "letterChecked", List.of("thanks", "feedback", "plainWords", "safe", "help"),
        "channel", "post",
        "language", "en");
  }

  public static Map<String, Object> answered(String decision, LocalDate today) {
    return switch (decision) {
      case "refused" -> of("decision", decision, "replyReason", "Why not.");
      case "accepted" ->
          of(
              "decision",
              decision,
              "replyAction",
              "What I will do.",
              "actionBy",
              today.plusDays(20).toString());
      default ->
          of(
              "decision",
              decision,
              "replyAction",
              "What I will do.",
              "replyReason",
              "And what not.",
              "actionBy",
              today.plusDays(20).toString());
    };
  }

  public static Map<String, Object> actionDone(LocalDate today) {
    return of("decision", "done", "doneOn", today.toString(), "doneEvidence", "What shows it.");
  }

  /** What the IRO makes of what the owner says about an action. */
  public static Map<String, Object> actionChecked(String decision, LocalDate today) {
    return decision.equals("sendBack")
        ? of(
            "decision",
            decision,
            "actionCheckWords",
            "A photo of it, please.",
            "newActionBy",
            today.plusDays(30).toString())
        : of("decision", decision);
  }

  public static Map<String, Object> actionDropped() {
    return of("decision", "dropped", "droppedReason", "Why it was dropped.");
  }

  public static Map<String, Object> answerConsidered(String decision) {
    return of("decision", decision);
  }

  public static Map<String, Object> missingAnswer(String decision) {
    return of("decision", decision);
  }

  public static Map<String, Object> whatChanged() {
    return of(
        "whatChangedWords", "The kitchen is open in the evening now.",
        "whatChangedChannel", "post",
        "whatChangedLanguage", "en");
  }

  public static Map<String, Object> delivered(LocalDate today) {
    return of(
        "decision", "delivered",
        "deliveryChannel", "byHand",
        "deliveryOn", today.toString(),
        "handedOverBy", "iro");
  }

  public static Map<String, Object> notDelivered(LocalDate today) {
    return of(
        "decision", "notDelivered",
        "deliveryChannel", "post",
        "deliveryOn", today.toString(),
        "notDeliveredReason", "cameBack");
  }

  public static Map<String, Object> undelivered(String decision) {
    return decision.equals("tryAgain")
        ? of("decision", decision)
        : of(
            "decision", decision,
            "undeliveredReason", "whereaboutsUnknown",
            "undeliveredWords", "Tried by post and telephone.");
  }

  public static Map<String, Object> withdrawal(String caseNumber, LocalDate today) {
    return of(
        "aboutCase", caseNumber, "withdrawnOn", today.toString(), "withdrawnExtent", "everything");
  }

  public static Map<String, Object> concern(String caseNumber, LocalDate today) {
    return of(
        "aboutCase", caseNumber,
        "immediateDanger", "no",
        "concernHeardOn", today.toString(),
        "concernWords", "The exact words.",
        "route", "qualityOfCare");
  }

  public static Map<String, Object> acknowledged() {
    return of("acknowledged", "yes", "supervisorsMayKnow", "no");
  }

  public static Map<String, Object> referred(LocalDate today) {
    return of(
        "referredTo",
        List.of("lado"),
        "referredOn",
        today.toString(),
        "concernDecisionWords",
        "What was agreed.");
  }

  public static Map<String, Object> concernClosed() {
    return of("concernOutcome", "actedOn", "copiesReleased", "yes");
  }

  public static Map<String, Object> signposting(String caseNumber) {
    return of(
        "aboutCase", caseNumber,
        "wants", "advocacy",
        "agreedToPassOn", "yes",
        "signpostingContact", "By telephone after school.");
  }
}
