using System.Globalization;
using Grid.Client.Generated.Models;
using Grid.EndToEnd.Tests.Processes;

namespace Grid.EndToEnd.Tests.Platform;

/// <summary>
/// One person's way through the offices, under keys of its own: registered, and later out again; of some an exit is taken back in between.
/// </summary>
internal sealed class ExitingPerson(int serial, ApiClient clerk, ApiClient supervisor)
{
    private string id = "";
    private string registration = "";

    /// <summary>One in twenty was not hired after all, the first time.</summary>
    public bool IsRevoked => serial % 20 == 7;

    public async Task RegisterAsync(CancellationToken test)
    {
        var submitted = await CommandAsync(clerk, MadeUpApplication.Submit(MadeUpApplication.Number(serial)), "submit", test);
        id = submitted.PersonId!;
        var application = submitted.ApplicationNumber!;
        await CommandAsync(clerk, MadeUpApplication.ConfirmIdentity(application), "verify", test);
        registration = (await CommandAsync(clerk, MadeUpApplication.Approve(application), "approve", test)).RegistrationNumber!;
    }

    public async Task ExitAsync(DateOnly on, CancellationToken test)
    {
        await CommandAsync(clerk, MadeUpApplication.Hired(id, on), "exit", test);
        if (!IsRevoked)
            return;
        var wrong = new ExitRevocationBody
        {
            RegistrationNumber = registration,
            Evidence = new EvidenceBody { Basis = EvidenceBody_basis.ManualCheck, Note = "经核查系同名人员被录用" },
        };
        await CommandAsync(
            supervisor,
            (grid, with, stop) => grid.V1.Persons[id].ExitRevocation.PostAsync(wrong, with, stop),
            "revoke",
            test
        );
        await CommandAsync(clerk, MadeUpApplication.Hired(id, on), "exit-again", test);
    }

    private async Task<CommandView> CommandAsync(ApiClient who, SendCommand send, string step, CancellationToken test) =>
        (await who.CommandAsync(send, string.Create(CultureInfo.InvariantCulture, $"{serial}.{step}"), test)).View;
}
