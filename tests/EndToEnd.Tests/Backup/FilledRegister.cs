using System.Globalization;
using System.Security.Cryptography;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.EndToEnd.Tests.Processes;
using Grid.Grains.Interfaces.Persons;
using Grid.Silo.Clustering;
using Grid.Silo.Hosting;
using Grid.Silo.Reference;
using Grid.Storage.Persons;
using Grid.Storage.Sealing;
using Grid.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Grid.EndToEnd.Tests.Backup;

/// <summary>
/// Registered persons by the thousand, at all offices of the province: the register's own commands, sent to the grains of a running silo
/// without the detour over REST. Every tenth has exited.
/// </summary>
internal static class FilledRegister
{
    private const int AtOnce = 64;

    /// <summary>Serials below are those of the clerks' persons.</summary>
    private const int First = 10_000;

    private static readonly Actor Supervisor = new("filler", Role.Supervisor, "36000001");

    public static async Task FillAsync(SiloSettings silo, int persons, CancellationToken cancellationToken)
    {
        var settings = new GridSettings
        {
            Role = GridRole.Api,
            IsDevelopment = true,
            Database = silo.Database,
            Home = silo.Home,
            Urls = "http://127.0.0.1:0",
        };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleansClient(client =>
        {
            ClusterSetup.ConfigureClient(client, settings);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromMinutes(2)); // Nobody waits at a counter.
        });
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var grains = host.Services.GetRequiredService<IClusterClient>();
        var identifier = new PersonIdentifier(KeyFiles.Open(settings.KeyFolder, mayCreate: false).RegisterKey);
        string[] offices =
        [
            .. ReferenceFiles
                .Load(null)
                .Offices.All.Where(office => office.CountedOn(DateOnly.MaxValue))
                .Select(office => office.Code.Value),
        ];
        await Parallel.ForAsync(
            First,
            First + persons,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (serial, _) =>
            {
                var number = IdentityNumber.Parse(MadeUpApplication.Number(serial));
                var grain = grains.GetGrain<IPersonGrain>(identifier.Identify(number).ToString());
                await DoneAsync(() => grain.SubmitApplication(Request(serial, 0, Application(number, offices[serial % offices.Length]))));
                await DoneAsync(() =>
                    grain.RecordVerification(
                        Request(serial, 1, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, ByHand))
                    )
                );
                await DoneAsync(() => grain.ApproveApplication(Request(serial, 2, new ApproveApplication())));
                if (serial % 10 == 0)
                {
                    await DoneAsync(() =>
                        grain.RecordExit(
                            Request(
                                serial,
                                3,
                                new RecordExit(
                                    new ExitDetails
                                    {
                                        Reason = ExitReason.Hired,
                                        On = TimeProvider.System.Today(), // Midnight may come meanwhile.
                                        Evidence = ByHand,
                                    }
                                )
                            )
                        )
                    );
                }
            }
        );
        await host.StopAsync(cancellationToken);
    }

    private static Evidence ByHand => new() { Basis = EvidenceBasis.ManualCheck, Note = "已核验证件原件" };

    /// <summary>With the same key until there is an answer: on a busy machine a call may time out.</summary>
    private static async Task DoneAsync(Func<Task<CommandReply>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var reply = await call();
                Assert.True(reply.Outcome is not null, $"A command was refused: {reply.Refusal}");
                return;
            }
            catch (Exception e) when (attempt < 20 && e is TimeoutException or OutcomeUnknownException or StoreUnavailableException)
            {
                await Wait.ForAsync(TimeSpan.FromMilliseconds(50 * attempt), TestContext.Current.CancellationToken);
            }
        }
    }

    private static SubmitApplication Application(IdentityNumber number, string office) =>
        new()
        {
            Number = number,
            Name = PersonName.Parse("测试乙"),
            Channel = ApplicationChannel.Offline,
            Office = office,
            Ground = PlaceGround.HabitualResidence,
            Reason = UnemploymentReason.DismissedByEnterprise,
            UnemployedOn = TimeProvider.System.Today().AddDays(-30),
            JobWishes = ["1"],
            Commitment = new Commitment("2020-07", TimeProvider.System.GetUtcNow().AddHours(-1)),
            Details = new PersonDetails { Telephone = TelephoneNumber.Parse("13800000000"), Health = "1" },
        };

    private static CommandRequest<TCommand> Request<TCommand>(int serial, int step, TCommand command)
        where TCommand : PersonCommand =>
        new(
            new CommandContext(
                Supervisor,
                string.Create(CultureInfo.InvariantCulture, $"{serial}.{step}"),
                SHA256.HashData(BitConverter.GetBytes(serial + (step << 28))),
                null
            ),
            command
        );
}
