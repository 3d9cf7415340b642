import com.fasterxml.jackson.databind.ObjectMapper;
import grid.ApiClient;
import grid.ApiException;
import grid.api.ApplicationsApi;
import grid.api.ChangesApi;
import grid.api.DutiesAndServicesApi;
import grid.api.PersonsApi;
import grid.api.ReportsApi;
import grid.api.WorklistsApi;
import grid.model.ChangeView;
import grid.model.CommandOutcome;
import grid.model.CommitmentBody;
import grid.model.ContactBody;
import grid.model.ContactChannel;
import grid.model.ContactOutcome;
import grid.model.DetailsBody;
import grid.model.EvidenceBody;
import grid.model.ExitBody;
import grid.model.HealthCode;
import grid.model.ProblemBody;
import grid.model.SubmitBody;
import grid.model.TransferBody;
import grid.model.VerificationBody;
import grid.model.VerificationOutcome;
import grid.model.VerificationSubject;
import grid.model.WorklistLine;
import java.io.File;
import java.io.FileInputStream;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * A full case with a client that a generator for Java made: submit, verify, approve, a worklist page by page, contact, transfer, exit; what each
 * office is told of it; a problem; a report as a file.
 */
public final class Example {
  public static void main(String[] arguments) throws Exception {
    ApiClient clerk = client("GRID_TOKEN");
    ApplicationsApi applications = new ApplicationsApi(clerk);
    PersonsApi ofFirst = new PersonsApi(clerk);

    var persons = new ArrayList<String>();
    for (String number : setting("GRID_NUMBERS").split(",")) {
      String key = key();
      var submitted = applications.applicationsSubmit(key, submission(number), null);
      var again = applications.applicationsSubmit(key, submission(number), null);
      String application = submitted.getApplicationNumber();
      expect(application != null && application.equals(again.getApplicationNumber()), "the same answer again");
      var check = new VerificationBody()
          .subject(VerificationSubject.IDENTITY)
          .outcome(VerificationOutcome.CONFIRMED)
          .evidence(new EvidenceBody().basis(EvidenceBody.BasisEnum.ManualCheck).note("当面核对"));
      var verified = applications.applicationsVerify(application, key(), check, null);
      expect(verified.getOutcome() == CommandOutcome.VERIFICATIONRECORDED, "verified");
      var approved = applications.applicationsApprove(application, key(), null);
      expect(approved.getOutcome() == CommandOutcome.APPROVED && approved.getRegistrationNumber() != null, "approved");
      persons.add(submitted.getPersonId());
    }

    var worklists = new WorklistsApi(clerk);
    var listed = new HashSet<String>();
    int pages = 0;
    String cursor = null;
    do {
      var page = worklists.worklistsRead("firstContact", null, null, null, null, null, null, 2, cursor);
      for (WorklistLine line : page.getItems()) {
        listed.add(line.getPersonId());
      }

      cursor = page.getNext();
      pages++;
    } while (cursor != null);
    expect(pages > 1 && listed.containsAll(persons), "everybody is on the worklist, over several pages");

    String person = persons.get(0);
    var contact = new ContactBody().channel(ContactChannel.TELEPHONE).outcome(ContactOutcome.REACHED).note("已联系本人");
    var contacted = new DutiesAndServicesApi(clerk).personsContact(person, key(), contact, null);
    expect(contacted.getOutcome() == CommandOutcome.CONTACTRECORDED, "contacted");
    var transfer = new TransferBody().toOffice(setting("GRID_SECOND_OFFICE")).note("本人申请");
    expect(ofFirst.personsTransfer(person, key(), transfer, null).getOutcome() == CommandOutcome.TRANSFERRED, "transferred");
    var exit = new ExitBody()
        .reason(ExitBody.ReasonEnum.Hired)
        .on(LocalDate.now(ZoneId.of("Asia/Shanghai")).toString())
        .evidence(new EvidenceBody().basis(EvidenceBody.BasisEnum.PersonDeclaration).note("本人告知"));
    var exited = new PersonsApi(client("GRID_SECOND_TOKEN")).personsExit(person, key(), exit, null);
    expect(exited.getOutcome() == CommandOutcome.EXITED, "exited");

    // Each office is told what happened while the case was in its reach; when nothing is open any more, that is the first one's again.
    var first = List.of(
        "applicationSubmitted", "verificationRecorded", "applicationApproved", "registered", "contactRecorded", "caseLeft", "exited");
    var then = List.of("registrationTransferred", "exited");
    expect(
        tells(clerk, person, first) && tells(client("GRID_SECOND_TOKEN"), person, then), "the changes of the case, in order");

    try {
      ofFirst.personsRead("0".repeat(32));
      throw new IllegalStateException("a problem");
    } catch (ApiException refused) {
      var problem = problem(refused);
      expect(problem.getStatus() == 404 && problem.getCode().getValue().equals("not-found"), "a typed problem");
    }

    try {
      ofFirst.personsTransfer(person, key(), new TransferBody().toOffice("36").note(""), null);
      throw new IllegalStateException("a problem");
    } catch (ApiException refused) {
      var errors = problem(refused).getErrors();
      expect(
          errors.stream().anyMatch(error -> error.getField().equals("note") && error.getCode().getValue().equals("required")),
          "a problem that names the field");
    }

    File file = new ReportsApi(client("GRID_STATISTICIAN_TOKEN")).reportsExport("2026-11", "360100", "xlsx", null);
    try (var bytes = new FileInputStream(file)) {
      expect(bytes.read() == 'P' && bytes.read() == 'K', "a report as a workbook");
    } finally {
      file.delete();
    }

    System.out.println("done");
  }

  private static ApiClient client(String token) {
    var address = URI.create(setting("GRID_ADDRESS"));
    var client = new ApiClient().setScheme(address.getScheme()).setHost(address.getHost()).setPort(address.getPort()).setBasePath("");
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + setting(token)));
    return client;
  }

  /** Whether the feed of changes says this of the person and nothing else, but for duties, which open and close by themselves. */
  private static boolean tells(ApiClient client, String person, List<String> expected) throws Exception {
    var changes = new ChangesApi(client);
    var told = new ArrayList<String>();
    String after = null;
    while (true) {
      var page = changes.changesList(after, 5, 20);
      for (ChangeView change : page.getItems()) {
        String event = String.valueOf(change.getEvent());
        if (change.getPersonId().equals(person) && !event.startsWith("duty")) {
          told.add(event);
        }
      }

      // The cursor is where to go on from. An empty page: nothing more came in twenty seconds.
      after = page.getNext();
      if (page.getItems().isEmpty() || told.size() >= expected.size()) {
        return told.equals(expected);
      }
    }
  }

  private static SubmitBody submission(String number) {
    return new SubmitBody()
        .identityNumber(number)
        .name("王小明")
        .ground(SubmitBody.GroundEnum.HabitualResidence)
        .reason(SubmitBody.ReasonEnum.Resigned)
        .unemployedOn("2026-01-15")
        .addJobWishesItem("1")
        .commitment(new CommitmentBody().textVersion("2020-07").acceptedAt("2026-01-20T09:00:00+08:00"))
        .details(
            new DetailsBody().telephone("13912345678").address("示例路12号").health(HealthCode.fromValue("1")).education("61"));
  }

  private static ProblemBody problem(ApiException refused) throws Exception {
    return new ObjectMapper().readValue(refused.getResponseBody(), ProblemBody.class);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static String setting(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set.");
    }

    return value;
  }

  private static void expect(boolean isSo, String what) {
    if (!isSo) {
      throw new IllegalStateException("Not as expected: " + what + ".");
    }

    System.out.println(what);
  }
}
