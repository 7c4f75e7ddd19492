package dev.blockyard.telemetry.internal.processor;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.rules.MethodView;
import dev.blockyard.telemetry.internal.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Finds calls of annotated methods that an object makes to itself. It waits until a class is
 * analyzed: asked earlier, javac would analyze bodies that other processors still change.
 */
final class SelfInvocations extends TreePathScanner<Void, Void> implements TaskListener {
  private final Trees trees;
  private final CompilerModel model;
  private final Rules rules;

  private SelfInvocations(Trees trees, CompilerModel model, Rules rules) {
    this.trees = trees;
    this.model = model;
    this.rules = rules;
  }

  /**
   * Watches javac.
   *
   * @throws IllegalArgumentException if the compiler is another one, or wrapped by a build tool
   */
  static void watch(ProcessingEnvironment environment, Rules rules) {
    CompilerModel model = new CompilerModel(environment.getElementUtils());
    JavacTask.instance(environment)
        .addTaskListener(new SelfInvocations(Trees.instance(environment), model, rules));
  }

  @Override
  public void finished(TaskEvent event) {
    TypeElement type = event.getTypeElement();
    TreePath path = type == null ? null : trees.getPath(type);
    if (event.getKind() != TaskEvent.Kind.ANALYZE || type == null || path == null) {
      return; // null, too, for package-info
    }
    try {
      scan(path, null);
    } catch (RuntimeException e) {
      trees.printMessage(
          Kind.WARNING,
          Message.BYT0050.text(type.getQualifiedName(), e),
          path.getLeaf(),
          path.getCompilationUnit());
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
    ExpressionTree method = call.getMethodSelect();
    if (method instanceof IdentifierTree
        || (method instanceof MemberSelectTree select && isThis(select.getExpression()))) {
      check(new TreePath(getCurrentPath(), method));
    }
    return super.visitMethodInvocation(call, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
    if (isThis(reference.getQualifierExpression())) {
      check(getCurrentPath());
    }
    return super.visitMemberReference(reference, null);
  }

  /** {@code this}, also of an enclosing class. */
  private static boolean isThis(ExpressionTree receiver) {
    return receiver instanceof IdentifierTree identifier
        ? identifier.getName().contentEquals("this")
        : receiver instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("this");
  }

  private void check(TreePath path) {
    if (!(trees.getElement(path) instanceof ExecutableElement called) || !isOverridable(called)) {
      return;
    }
    List<MethodView> callers = new ArrayList<>();
    boolean bean = false;
    for (TreePath outer = path; outer != null; outer = outer.getParentPath()) {
      Element element = trees.getElement(outer);
      if (outer.getLeaf() instanceof MethodTree && element instanceof ExecutableElement caller) {
        callers.add(model.of(caller));
      } else if (outer.getLeaf() instanceof ClassTree && element instanceof TypeElement type) {
        bean |= type.equals(called.getEnclosingElement()) || MisuseProcessor.isBean(model, type);
      }
    }
    if (bean) {
      rules
          .selfInvocation(callers, model.of(called))
          .ifPresent(
              problem ->
                  trees.printMessage(
                      Kind.WARNING, problem.text(), path.getLeaf(), path.getCompilationUnit()));
    }
  }

  /** Others are errors where they have a binding. */
  private static boolean isOverridable(ExecutableElement method) {
    return method.getKind() == ElementKind.METHOD
        && Collections.disjoint(
            method.getModifiers(), Set.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL));
  }
}
