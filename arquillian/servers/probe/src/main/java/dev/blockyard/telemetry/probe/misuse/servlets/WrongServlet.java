package dev.blockyard.telemetry.probe.misuse.servlets;

import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A servlet with a binding on a method of its own. */
@WebServlet("/wrong")
public class WrongServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  @TimedProxyRequest
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
}
