package org.exitinterview.modelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A deployment as somebody who tries to get around the rules would write it: as text, because not
 * everything that an engine reads can be drawn.
 *
 * @param files text by file name
 */
record Draft(Map<String, String> files) {

  private static final String PROCEDURE = "processes/exit-interview.bpmn";

  /** Everything this product ships. */
  static Draft shipped() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String folder : List.of("processes", "forms")) {
      try (Stream<Path> paths = Files.list(Path.of(folder))) {
        paths.sorted().forEach(path -> files.put(folder + "/" + path.getFileName(), read(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Draft(files);
  }

  /** One small process between a start and its end, without a drawing. */
  static Draft small(String elements) {
    return new Draft(Map.of("small.bpmn", document(process("small", elements))));
  }

  /** A process and another one in a file of its own. */
  static Draft small(String elements, String calledElements) {
    return small(elements).with("called.bpmn", document(process("called", calledElements)));
  }

  Draft with(String file, String text) {
    Map<String, String> more = new LinkedHashMap<>(files);
    more.put(file, text);
    return new Draft(more);
  }

  /** Replaces a text of the exit interview procedure that occurs there. */
  Draft replace(String text, String by) {
    return replaceIn(PROCEDURE, text, by);
  }

  Draft replaceIn(String file, String text, String by) {
    String before = files.getOrDefault(file, "");
    assertThat(before).as(file).contains(text);
    return with(file, before.replace(text, by));
  }

  /** Lets a flow of the procedure lead to another element. */
  Draft lead(String source, String target, String otherTarget) {
    return replace(
        "sourceRef=\"%s\" targetRef=\"%s\"".formatted(source, target),
        "sourceRef=\"%s\" targetRef=\"%s\"".formatted(source, otherTarget));
  }

  /** Draws more into the procedure. */
  Draft add(String elements) {
    return replace("</bpmn:process>", elements + "</bpmn:process>");
  }

  Map<String, byte[]> bytes() {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    files.forEach((file, text) -> bytes.put(file, text.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  /** A flow between two elements. */
  static String flow(String source, String target) {
    return "<bpmn:sequenceFlow id=\"flow_%1$s_%2$s\" sourceRef=\"%1$s\" targetRef=\"%2$s\" />"
        .formatted(source, target);
  }

  /** A chain of flows. */
  static String flows(String... elements) {
    StringBuilder flows = new StringBuilder();
    for (int i = 1; i < elements.length; i++) {
      flows.append(flow(elements[i - 1], elements[i]));
    }
    return flows.toString();
  }

  static String start(String id) {
    return "<bpmn:startEvent id=\"%s\" />".formatted(id);
  }

  static String end(String id) {
    return "<bpmn:endEvent id=\"%s\" />".formatted(id);
  }

  static String send(String id) {
    return "<bpmn:sendTask id=\"%s\" camunda:delegateExpression=\"${sendCopies}\" />".formatted(id);
  }

  /** A user task that opens, writes, decides or reads the record. */
  static String task(String id, String record) {
    return task(id, record, "");
  }

  /** The same with something more in it. */
  static String task(String id, String record, String more) {
    return """
        <bpmn:userTask id="%s" camunda:formRef="form" camunda:formRefBinding="deployment">
          <bpmn:extensionElements><camunda:properties>
            <camunda:property name="record" value="%s" />
          </camunda:properties></bpmn:extensionElements>%s
        </bpmn:userTask>"""
        .formatted(id, record, more);
  }

  static String timer(String id, String attachedTo, boolean interrupting) {
    return """
        <bpmn:boundaryEvent id="%s" attachedToRef="%s" cancelActivity="%s">
          <bpmn:timerEventDefinition id="timer_%1$s">
            <bpmn:timeDuration>P1D</bpmn:timeDuration>
          </bpmn:timerEventDefinition>
        </bpmn:boundaryEvent>"""
        .formatted(id, attachedTo, interrupting);
  }

  static String timerStart(String id, boolean interrupting) {
    return """
        <bpmn:startEvent id="%s" isInterrupting="%s">
          <bpmn:timerEventDefinition id="timer_%1$s">
            <bpmn:timeDuration>P1D</bpmn:timeDuration>
          </bpmn:timerEventDefinition>
        </bpmn:startEvent>"""
        .formatted(id, interrupting);
  }

  static String subProcess(String id, String elements) {
    return "<bpmn:subProcess id=\"%s\">%s</bpmn:subProcess>".formatted(id, elements);
  }

  static String eventSubProcess(String id, String elements) {
    return "<bpmn:subProcess id=\"%s\" triggeredByEvent=\"true\">%s</bpmn:subProcess>"
        .formatted(id, elements);
  }

  static String parallel(String id) {
    return "<bpmn:parallelGateway id=\"%s\" />".formatted(id);
  }

  static String call(String id, String binding) {
    return ("<bpmn:callActivity id=\"%s\" calledElement=\"called\""
            + " camunda:calledElementBinding=\"%s\" />")
        .formatted(id, binding);
  }

  static String document(String content) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions id="definitions" targetNamespace="https://exitinterview.org/processes"
            xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xmlns:activiti="http://activiti.org/bpmn" xmlns:other="https://example.org/other"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
          %s
        </bpmn:definitions>
        """
        .formatted(content);
  }

  static String process(String id, String elements) {
    return ("<bpmn:process id=\"%s\" isExecutable=\"true\" camunda:historyTimeToLive=\"P30D\">"
            + "%s</bpmn:process>")
        .formatted(id, elements);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
