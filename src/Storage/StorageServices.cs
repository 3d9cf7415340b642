using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Answers;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Changes;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Households;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Licences;
using Grid.Grains.Interfaces.Lists;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Numbers;
using Grid.Grains.Interfaces.Operations;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Erasing;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Interfaces.Supervision;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Access;
using Grid.Storage.Answers;
using Grid.Storage.Calendars;
using Grid.Storage.Chaining;
using Grid.Storage.Chaining.Checkpoints;
using Grid.Storage.Changes;
using Grid.Storage.Counting;
using Grid.Storage.Duplicates;
using Grid.Storage.Duties;
using Grid.Storage.Erasing;
using Grid.Storage.Households;
using Grid.Storage.Importing;
using Grid.Storage.Journal;
using Grid.Storage.Licences;
using Grid.Storage.Lists;
using Grid.Storage.Matching;
using Grid.Storage.Matters;
using Grid.Storage.Notices;
using Grid.Storage.Numbers;
using Grid.Storage.Operations;
using Grid.Storage.Persons;
using Grid.Storage.Persons.State;
using Grid.Storage.Platform;
using Grid.Storage.Policies;
using Grid.Storage.Receipts;
using Grid.Storage.Reminders;
using Grid.Storage.Reorganising;
using Grid.Storage.Reports;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Grid.Storage.Supervision;
using Grid.Storage.Systems;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace Grid.Storage;

/// <summary>Puts the store behind the ports that grains and API use. The host registers the <see cref="TimeProvider"/>.</summary>
public static class StorageServices
{
    /// <summary>
    /// All ports, over one pool of connections of the application's role. For silos and for a process that serves only the API.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="dataSource">Of the application's role; its creator disposes of it, after the host.</param>
    /// <param name="secrets">The register's keys.</param>
    public static IServiceCollection AddGridStorage(this IServiceCollection services, NpgsqlDataSource dataSource, RegisterSecrets secrets)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(secrets);
        services.AddSingleton(dataSource);
        services.AddSingleton(secrets);
        services.AddSingleton(secrets.Ring);
        services.AddSingleton(secrets.RegisterKey);
        services.AddSingleton<ChainKeys>();
        services.AddSingleton<IPersonIdentifier, PersonIdentifier>();
        services.AddSingleton<ICertificateCodes, CertificateCodes>();
        services.AddSingleton<IErasures, Erasures>();
        services.AddSingleton<IReceiptStore, ReceiptStore>();
        services.AddSingleton<ISerialNumbers, SerialNumbers>();
        services.AddSingleton<PersonNumbers>();
        services.AddSingleton<IPersonSearch, PersonSearch>();
        services.AddSingleton<ICursorSeal, CursorSeal>();
        services.AddSingleton<ICommittedRecords, CommittedRecords>();
        services.AddSingleton<IApplicationList, ApplicationList>();
        services.AddSingleton<IRegistrationRoster, RegistrationRoster>();
        services.AddSingleton<IPersonLists, PersonLists>();
        services.AddSingleton<IHouseholds, HouseholdStore>();
        services.AddSingleton<ISupervision, SupervisionStore>();
        services.AddSingleton<IOpenComplaints, OpenComplaintStore>();
        services.AddSingleton<IPolicyTexts, PolicyTextStore>();
        services.AddSingleton<IBatchReceipts, BatchReceipts>();
        services.AddSingleton<IWorklists, Worklists>();
        services.AddSingleton<IDueDays, DueDays>();
        services.AddSingleton<IReminderRows, ReminderRows>();
        services.AddSingleton<IPerformance, Performance>();
        services.AddSingleton<Grains.Interfaces.Wording.IWordingFlags, Wording.WordingFlags>();
        services.AddSingleton<INoticeOutbox, NoticeOutbox>();
        services.AddSingleton<INoticeOutcomes, NoticeOutcomes>();
        services.AddSingleton<ISystemOutbox, SystemOutbox>();
        services.AddSingleton<ILicences, LicenceStore>();
        services.AddSingleton<IMatterList, MatterList>();
        services.AddSingleton<IPlatformOutbox, PlatformOutbox>();
        services.AddSingleton<IPlatformIntake, PlatformIntake>();
        services.AddSingleton<IPlatformSettlements, PlatformSettlements>();
        services.AddSingleton<IPlatformDays, PlatformDays>();
        services.AddSingleton<IPlatformOrders, PlatformOrders>();
        services.AddSingleton<IPlatformBackfills, PlatformBackfills>();
        services.AddSingleton<ICalendarStore, CalendarStore>();
        services.AddSingleton<ICaseMoves, CaseMoves>();
        services.AddSingleton<IImports, Imports>();
        services.AddSingleton<IMatchRuns, MatchRuns>();
        services.AddSingleton<IPolicyRuleStore, PolicyRuleStore>();
        services.AddSingleton<IPolicyRuns, PolicyRuns>();
        services.AddSingleton<IPolicyScan, PolicyScan>();
        services.AddSingleton<IAllowanceExchanges, AllowanceExchanges>();
        services.AddSingleton<ICountStore, CountStore>();
        services.AddSingleton<IStockQueries, StockQueries>();
        services.AddSingleton<IRecount, Recount>();
        services.TryAddSingleton(StockBands.Usual);
        services.AddSingleton<IReportStore, ReportStore>();
        services.AddSingleton<IDenominatorStore, DenominatorStore>();
        services.AddSingleton<IJournalReader, JournalReader>();
        services.AddSingleton<ChangeWatch>();
        services.AddSingleton<IChangeFeed, ChangeFeed>();
        services.AddSingleton<IOpenCases, OpenCases>();
        services.AddSingleton<IWebhooks, Webhooks>();
        services.AddSingleton<IAccessLog, AccessLog>();
        services.AddSingleton<IAccessReads, AccessReads>();
        services.AddSingleton<IReaderMarks, ReaderMarkMaker>();
        services.AddSingleton<ICallCounts, CallCounts>();
        services.AddSingleton<IPageKeys, PageKeys>();
        services.AddSingleton<IFailedPairs, FailedPairs>();
        services.AddSingleton<IBoard, Board>();
        services.AddSingleton<ICluster, Cluster>();
        services.AddSingleton<IPhoneSamples, PhoneSamples>();
        services.AddSingleton<INoticeStates, NoticeStates>();
        services.AddSingleton<IDuplicateRuns, DuplicateRuns>();
        services.AddSingleton<IDuplicatePairs, DuplicatePairs>();
        return services;
    }

    /// <summary>
    /// For silos, besides <see cref="AddGridStorage"/>: the grain storage <c>registry</c>, the care for receipts' partitions, and the
    /// folding of worklists' counts.
    /// </summary>
    public static IServiceCollection AddGridRegistry(this IServiceCollection services, Action<RegistryOptions>? configure = null)
    {
        services.AddOptions<RegistryOptions>().Configure(options => configure?.Invoke(options)).CheckAtStart(nameof(RegistryOptions));
        services.TryAddSingleton(_ => KillCommitFaults.FromEnvironment());
        services.AddGrainStorage(RegistryStorage.ProviderName, (provider, _) => new RegistryStorage(
                new RegistryServices
                {
                    Source = provider.GetRequiredService<NpgsqlDataSource>(),
                    Secrets = provider.GetRequiredService<RegisterSecrets>(),
                    Clock = provider.GetRequiredService<TimeProvider>(),
                    ServiceId = provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId,
                    Options = provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
                    Faults = provider.GetRequiredService<ICommitFaults>(),
                    Upgrades = [.. provider.GetServices<IStateUpgrade>()],
                }
            ));
        services.AddHostedService<ReceiptHousekeeping>();
        services.AddHostedService<DutyCountFolding>();
        return services;
    }

    /// <summary>For processes that serve the API: the watch that wakes those who wait for changes.</summary>
    public static IServiceCollection AddGridChanges(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ChangeOptions>(configuration, ChangeOptions.Section);
        return services.AddHostedService(provider => provider.GetRequiredService<ChangeWatch>());
    }

    /// <summary>For silos: the signing of checkpoints.</summary>
    public static IServiceCollection AddGridCheckpoints(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<CheckpointOptions>(configuration, CheckpointOptions.Section);
        return services.AddHostedService<CheckpointSigning>();
    }

    /// <summary>
    /// For silos: the sampling of the operators' board. The host registers <see cref="Grains.Interfaces.Reference.IReferenceData"/>.
    /// </summary>
    public static IServiceCollection AddGridBoardSampling(this IServiceCollection services) => services.AddHostedService<BoardSampling>();
}
