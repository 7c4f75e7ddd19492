package dev.blockyard.telemetry.internal.processor;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.rules.ClassView;
import dev.blockyard.telemetry.internal.rules.Problem;
import dev.blockyard.telemetry.internal.rules.Rules;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;

/**
 * Reports wrong annotations to the compiler: an error where the deployment would fail, a warning
 * where that cannot be known. It is in an artifact of its own, with the rules.
 *
 * <p>It reports after the last round, when the classes that other processors generate are there.
 */
public final class MisuseProcessor extends AbstractProcessor {
  private static final String OPTION = "blockyard.telemetry.validation";

  /** What CDI finds a bean by, beside scopes and stereotypes, in an archive without descriptor. */
  private static final Set<String> BEAN_DEFINING =
      Set.of(
          "jakarta.enterprise.context.Dependent",
          "jakarta.interceptor.Interceptor",
          "jakarta.decorator.Decorator",
          "jakarta.ejb.MessageDriven",
          "jakarta.ejb.Singleton",
          "jakarta.ejb.Stateful",
          "jakarta.ejb.Stateless");

  private static final Set<String> ON_BEAN_DEFINING =
      Set.of("jakarta.enterprise.context.NormalScope", "jakarta.enterprise.inject.Stereotype");

  /** What is wrong on any class, because another container than CDI is concerned. */
  private static final Set<Message> OF_OTHER_CONTAINERS = Set.of(Message.BYT0023, Message.BYT0054);

  private final Rules rules = new Rules();
  private final Set<String> sources = new LinkedHashSet<>();

  private record Report(Kind kind, Element place) {}

  /** Created by the compiler. */
  public MisuseProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  /** All, because a class can lose a binding of its superclass without having any annotation. */
  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(OPTION);
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    try {
      if (isOn()) {
        SelfInvocations.watch(environment, rules);
      }
    } catch (IllegalArgumentException | LinkageError e) {
      // only javac itself shows the bodies of methods
    }
  }

  private boolean isOn() {
    return !"off".equals(processingEnv.getOptions().get(OPTION));
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
      sources.add(type.getQualifiedName().toString());
    }
    if (round.processingOver() && isOn()) {
      CompilerModel model = new CompilerModel(processingEnv.getElementUtils());
      Map<String, Report> reports = new LinkedHashMap<>();
      for (String name : sources) {
        TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
        if (type != null) {
          inspect(model, type, reports);
        }
      }
      reports.forEach(
          (text, report) ->
              processingEnv.getMessager().printMessage(report.kind(), text, report.place()));
    }
    return false;
  }

  private void inspect(CompilerModel model, TypeElement type, Map<String, Report> reports) {
    try {
      ClassView view = model.of(type);
      if (!view.isInterface() && (rules.isAnnotated(view) || rules.namesApp(view))) {
        boolean bean = isBean(model, type);
        rules
            .problems(view)
            .filter(problem -> bean || isOwn(problem, type))
            .forEach(problem -> add(problem, bean, type, reports));
      }
    } catch (RuntimeException | LinkageError e) {
      reports.put(Message.BYT0050.text(type.getQualifiedName(), e), new Report(Kind.WARNING, type));
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(one -> inspect(model, one, reports));
  }

  /** A class in a library may be no place that the compiler can show. */
  private void add(Problem problem, boolean bean, TypeElement type, Map<String, Report> reports) {
    Element place = CompilerModel.element(problem.place());
    Kind kind = bean || OF_OTHER_CONTAINERS.contains(problem.message()) ? Kind.ERROR : Kind.WARNING;
    Report report = new Report(kind, isSource(place) ? place : type);
    reports.merge(problem.text(), report, (one, other) -> one.kind() == Kind.ERROR ? one : other);
  }

  private boolean isSource(Element place) {
    return isIn(place, type -> sources.contains(type.getQualifiedName().toString()));
  }

  /** What it does not declare, or not annotate, is no mistake where it may be no bean. */
  private static boolean isOwn(Problem problem, TypeElement type) {
    return problem.message() != Message.BYT0053
        && isIn(CompilerModel.element(problem.place()), type::equals);
  }

  private static boolean isIn(Element place, Predicate<TypeElement> type) {
    return Stream.<Element>iterate(place, Objects::nonNull, Element::getEnclosingElement)
        .anyMatch(one -> one instanceof TypeElement enclosing && type.test(enclosing));
  }

  /**
   * Whether CDI finds a class in an archive without a descriptor. A scope that it inherits does not
   * tell: the class may be a double for tests.
   */
  static boolean isBean(CompilerModel model, TypeElement type) {
    return model.written(type).stream()
        .anyMatch(
            annotation ->
                BEAN_DEFINING.contains(annotation.name())
                    || annotation.declaration().has(ON_BEAN_DEFINING::contains));
  }
}
