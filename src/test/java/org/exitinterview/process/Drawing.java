package org.exitinterview.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;

/** Where the elements of a model are drawn, in pixels of the diagram. */
final class Drawing {

  private final Map<String, Box> boxes;
  private final Map<String, BpmnShape> shapes;
  private final List<Line> lines;

  Drawing(Model model) {
    this.shapes =
        model
            .elements(BpmnShape.class)
            .filter(shape -> shape.getBpmnElement() != null)
            .collect(Collectors.toMap(shape -> shape.getBpmnElement().getId(), shape -> shape));
    this.boxes =
        shapes.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> Box.of(entry.getValue().getBounds())));
    this.lines =
        model
            .elements(BpmnEdge.class)
            .filter(edge -> edge.getBpmnElement() instanceof SequenceFlow)
            .map(edge -> new Line((SequenceFlow) edge.getBpmnElement(), segments(edge)))
            .toList();
  }

  /** The box of an element; every element of a model that opens in a modeller has one. */
  Box box(BaseElement element) {
    return drawn(boxes, element);
  }

  BpmnShape shape(BaseElement element) {
    return drawn(shapes, element);
  }

  private static <T> T drawn(Map<String, T> known, BaseElement element) {
    T found = known.get(element.getId());
    if (found == null) {
      throw new AssertionError(element.getId() + " is not drawn; draw it in the diagram");
    }
    return found;
  }

  List<Line> lines() {
    return lines;
  }

  private static List<Segment> segments(BpmnEdge edge) {
    var points = List.copyOf(edge.getWaypoints());
    List<Segment> segments = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      segments.add(
          new Segment(
              points.get(i - 1).getX(),
              points.get(i - 1).getY(),
              points.get(i).getX(),
              points.get(i).getY()));
    }
    return List.copyOf(segments);
  }

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {

    static Box of(Bounds bounds) {
      return new Box(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }

    boolean contains(Box other) {
      return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
    }

    boolean overlaps(Box other) {
      return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /** Whether the segment runs through the inside; touching the edge is docking. */
    boolean crossedBy(Segment segment) {
      return segment.left() < right() - 1
          && segment.right() > x + 1
          && segment.top() < bottom() - 1
          && segment.bottom() > y + 1;
    }
  }

  /** One straight piece of a line. */
  record Segment(double x1, double y1, double x2, double y2) {

    boolean isHorizontal() {
      return y1 == y2;
    }

    boolean isVertical() {
      return x1 == x2;
    }

    double left() {
      return Math.min(x1, x2);
    }

    double right() {
      return Math.max(x1, x2);
    }

    double top() {
      return Math.min(y1, y2);
    }

    double bottom() {
      return Math.max(y1, y2);
    }

    /** Whether two pieces cross, or run on top of each other; touching ends do neither. */
    boolean crosses(Segment other) {
      if (isHorizontal() && other.isVertical()) {
        return left() < other.x1 && other.x1 < right() && other.top() < y1 && y1 < other.bottom();
      }
      if (isVertical() && other.isHorizontal()) {
        return other.crosses(this);
      }
      return isHorizontal()
          ? y1 == other.y1 && left() < other.right() && other.left() < right()
          : x1 == other.x1 && top() < other.bottom() && other.top() < bottom();
    }
  }

  /** A sequence flow as drawn. */
  record Line(SequenceFlow flow, List<Segment> segments) {

    boolean passes(Box box) {
      return segments.stream().anyMatch(box::crossedBy);
    }

    boolean crosses(Line other) {
      return segments.stream()
          .anyMatch(mine -> other.segments.stream().anyMatch(theirs -> mine.crosses(theirs)));
    }

    /** Whether the node is one of its ends, or holds it. */
    boolean belongsTo(FlowNode node) {
      return node.equals(flow.getSource())
          || node.equals(flow.getTarget())
          || (node instanceof SubProcess && node.equals(flow.getParentElement()));
    }
  }
}
