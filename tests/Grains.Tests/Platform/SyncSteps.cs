using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Grains.Tests.MadeUp;
using Grid.Grains.Tests.Persons;

namespace Grid.Grains.Tests.Platform;

/// <summary>Cases that leave items for the platform.</summary>
internal static class SyncSteps
{
    /// <summary>Persons that register and are hired the same day: three items each.</summary>
    public static async Task<IdentityNumber[]> RegisterAndHireAsync(this SyncCluster cluster, int persons)
    {
        var numbers = Enumerable.Range(0, persons).Select(_ => MadeUpNumbers.Next()).ToArray();
        await Task.WhenAll(numbers.Select(async number =>
        {
            await cluster.RegisterAsync(number);
            await cluster.HireAsync(number);
        }));
        return numbers;
    }

    public static async Task HireAsync(this SyncCluster cluster, IdentityNumber number) =>
        (await cluster.Person(number).RecordExit(Given.Clerk.Ask(Given.Hired(ChinaTime.DateOf(cluster.Clock.GetUtcNow()))))).Accepted();
}
