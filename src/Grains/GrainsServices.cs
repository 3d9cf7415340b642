using Grid.Domain.Calendar;
using Grid.Grains.Calendars;
using Grid.Grains.Counting;
using Grid.Grains.Duplicates;
using Grid.Grains.Importing;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Matching;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Policies;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Grains.Interfaces.Settings;
using Grid.Grains.Interfaces.Systems;
using Grid.Grains.Licences;
using Grid.Grains.Matching;
using Grid.Grains.Matters;
using Grid.Grains.Notices;
using Grid.Grains.Persons.Duties;
using Grid.Grains.Persons.Erasing;
using Grid.Grains.Platform;
using Grid.Grains.Policies;
using Grid.Grains.Reorganising;
using Grid.Grains.Reports;
using Grid.Grains.Systems;
using Grid.Grains.Waking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Grains;

/// <summary>Registers what grains need besides the ports that the store and the host implement.</summary>
public static class GrainsServices
{
    public static IServiceCollection AddGridGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<DutyOptions>(configuration, DutyOptions.Section);
        services.AddSingleton<TickGate>();
        services.AddGridOtherClocks(configuration);
        services.AddCheckedOptions<CountingOptions>(configuration, CountingOptions.Section);
        services.AddSingleton<CountConcurrency>();
        services.AddSingleton<RegionNudger>();
        return services;
    }

    /// <summary>
    /// Registers what makes live counts follow commits. Call it after Orleans is added: the service then starts after the silo, and stops
    /// before the silo and its leaves, which stop before the store.
    /// </summary>
    public static IServiceCollection AddGridCounting(this IServiceCollection services)
    {
        services.AddHostedService<NudgeWorker>();
        services.AddSingleton<RegionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RegionWatch>());
        return services.AddLoneGrain(_ => new SingletonGrain("The night's recount", grains =>
            grains.GetGrain<IRecountGrain>(IRecountGrain.Only).Watch()
        ));
    }

    /// <summary>Registers what drops erased persons from memory. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridErasing(this IServiceCollection services)
    {
        services.AddSingleton<ErasedWatch>();
        return services.AddHostedService(provider => provider.GetRequiredService<ErasedWatch>());
    }

    /// <summary>Registers what follows loaded calendars; every process needs it, also one without grains.</summary>
    public static IServiceCollection AddGridCalendars(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<CalendarOptions>(configuration, CalendarOptions.Section);
        return services;
    }

    /// <summary>Registers the monthly reports and the watch over them. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ReportOptions>(configuration, ReportOptions.Section);
        services.AddSingleton<ReportChecking>();
        return services.AddLoneGrain(_ => new SingletonGrain("The watch over reports", grains =>
            grains.GetGrain<IReportWatchGrain>(IReportWatchGrain.Only).Watch()
        ));
    }

    /// <summary>
    /// Registers the workers that send messages to persons and record the outcome of those about a decision. The gateway is what the host
    /// registers as <see cref="Interfaces.Notices.IMessageSender"/>. Call it after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<NoticeOptions>(configuration, NoticeOptions.Section);
        services.AddSingleton<NoticeSending>();
        services.AddHostedService<NoticeWorker>();
        services.AddSingleton<NoticeOutcomeRecording>();
        services.AddHostedService<NoticeOutcomeWorker>();
        return services;
    }

    /// <summary>
    /// Registers what sends messages to other systems: those that decide matters (一件事), and electronic licences. The way there is what the host
    /// registers as <see cref="Interfaces.Systems.ISystemTransport"/>; without one, what must be sent waits. Call it after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridSystemSending(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MatterOptions>(configuration, MatterOptions.Section);
        services.AddCheckedOptions<LicenceOptions>(configuration, LicenceOptions.Section);
        services.AddSingleton<IReadOnlyDictionary<OutsideSystem, SendingOptions>>(provider =>
        {
            var matters = provider.GetRequiredService<IOptions<MatterOptions>>().Value;
            return new Dictionary<OutsideSystem, SendingOptions>
            {
                [OutsideSystem.Benefit] = matters,
                [OutsideSystem.Hardship] = matters,
                [OutsideSystem.Licence] = provider.GetRequiredService<IOptions<LicenceOptions>>().Value,
            };
        });
        services.AddSingleton<ISystemFollowUp, MatterFollowUp>();
        services.AddSingleton<SystemSending>();
        services.AddHostedService<SystemWorker>();
        services.AddSingleton<LicenceComparing>();
        return services.AddHostedService<LicenceWorker>();
    }

    /// <summary>
    /// The sync with the national platform. The platform is what the host registers as
    /// <see cref="Interfaces.Platform.IPlatformTransport"/>; without one, what must be sent waits. Call it after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridPlatformSync(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<PlatformSyncOptions>(configuration, PlatformSyncOptions.Section);
        return services.AddLoneGrain(provider =>
        {
            var (reference, clock) = (provider.GetRequiredService<IReferenceData>(), provider.GetRequiredService<TimeProvider>());
            return new SingletonGrain("The platform's sync", grains =>
                Task.WhenAll(
                    reference
                        .Regions.Provinces(ChinaTime.DateOf(clock.GetUtcNow()))
                        .Select(province => grains.GetGrain<IPlatformSyncGrain>(province.Code.Prefix).Watch())
                )
            );
        });
    }

    /// <summary>Registers what moves the cases of ended offices when an operator orders it. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridCaseMoves(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<CaseMoveOptions>(configuration, CaseMoveOptions.Section);
        return services.AddLoneGrain(_ => new SingletonGrain("The moving of cases", grains =>
            grains.GetGrain<ICaseMoveGrain>(ICaseMoveGrain.Only).Watch()
        ));
    }

    /// <summary>Registers what works at imports of earlier registrations. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridImports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ImportOptions>(configuration, ImportOptions.Section);
        return services.AddLoneGrain(_ => new SingletonGrain("The imports", grains =>
            grains.GetGrain<IImportGrain>(IImportGrain.Only).Watch()
        ));
    }

    /// <summary>Registers what looks for persons who are in the register twice. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridDuplicates(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<DuplicateOptions>(configuration, DuplicateOptions.Section);
        return services.AddLoneGrain(_ => new SingletonGrain("The search for duplicates", grains =>
            grains.GetGrain<IDuplicateRunGrain>(IDuplicateRunGrain.Only).Watch()
        ));
    }

    /// <summary>Registers what sends the rows of matching runs to their persons. Call it after Orleans is added.</summary>
    public static IServiceCollection AddGridMatching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MatchRunOptions>(configuration, MatchRunOptions.Section);
        return services.AddLoneGrain(_ => new SingletonGrain("The runs of data matching", grains =>
            grains.GetGrain<IMatchRunGrain>(IMatchRunGrain.Only).Watch()
        ));
    }

    /// <summary>Registers what every process needs to follow the approved rules, also one without grains.</summary>
    public static IServiceCollection AddGridPolicyRules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<PolicyOptions>(configuration, PolicyOptions.Section);
        return services;
    }

    /// <summary>
    /// Registers what looks for persons who may be entitled to a policy, and makes the lists for civil affairs. Call it after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGridPolicyRules(configuration);
        return services.AddLoneGrain(_ => new SingletonGrain("The runs of policies' rules", grains =>
            grains.GetGrain<IPolicyRunGrain>(IPolicyRunGrain.Only).Watch()
        ));
    }

    private static IServiceCollection AddLoneGrain(this IServiceCollection services, Func<IServiceProvider, SingletonGrain> grain)
    {
        services.AddSingleton(grain);
        services.AddHostedService<SingletonGrainActivator>(); // Once, however often it is added.
        return services;
    }
}
