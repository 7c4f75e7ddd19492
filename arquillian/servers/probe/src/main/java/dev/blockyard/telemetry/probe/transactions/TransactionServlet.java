package dev.blockyard.telemetry.probe.transactions;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls the transactional method that its path names. */
@WebServlet("/transactions/*")
public class TransactionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient StoredBundles bundles;
  @Inject transient BundleStore store;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getPathInfo()) {
      case "/commit" -> bundles.commit();
      case "/failing-commit" -> bundles.failToCommit();
      case "/rollback" -> bundles.rollBack();
      case "/failing-commit-of-a-session-bean" -> store.failToCommit();
      default -> throw new ServletException("no such call");
    }
  }
}
