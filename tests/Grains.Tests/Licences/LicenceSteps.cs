using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Systems;
using Grid.Grains.Tests.Clusters;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Matters;
using Grid.Grains.Tests.Persons;
using Grid.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Grains.Tests.Licences;

/// <summary>Steps of tests about electronic licences.</summary>
internal static class LicenceSteps
{
    public static async Task<IdentityNumber> RegisteredAsync(this GridCluster cluster)
    {
        var number = CitizenNumbers.Next();
        var person = cluster.Person(number);
        (await person.SubmitApplication(Given.Clerk.Ask(Given.Application(number, cluster.Clock.GetUtcNow())))).Accepted();
        (await person.RecordVerification(Given.Clerk.Ask(Given.IdentityConfirmed))).Accepted();
        (await person.ApproveApplication(Given.Clerk.Ask(new ApproveApplication()))).Accepted();
        return number;
    }

    /// <summary>The number of the certificate.</summary>
    public static async Task<string> IssueAsync(this GridCluster cluster, IdentityNumber number) =>
        (await cluster.Person(number).IssueCertificate(Given.Clerk.Ask(new IssueCertificate()))).Accepted().Reference!;

    /// <summary>Sends what is due.</summary>
    public static Task SendAsync(this GridCluster cluster, MatterWay way, ISystemOutbox? outbox = null) =>
        new SystemSending(
            outbox ?? cluster.Service<ISystemOutbox>(),
            [],
            [way.Transport],
            new Dictionary<OutsideSystem, SendingOptions> { [OutsideSystem.Licence] = new LicenceOptions { PageSize = 4 } },
            cluster.Clock,
            NullLogger<SystemSending>.Instance
        ).SendDueAsync(OutsideSystem.Licence, TestContext.Current.CancellationToken);
}
