using System.Text;
using System.Text.Json.Nodes;
using Grid.Api.Batches;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grid.Api.Tests.Batches;

/// <summary>How the lines of a batch are begun, with steps that the test ends.</summary>
public sealed class BatchLinesTests
{
    private const string One = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";

    [Fact]
    public async Task When_the_process_stops_a_line_that_has_begun_ends_and_one_that_has_not_is_to_be_sent_again()
    {
        using var scene = new Scene();
        var batch = scene.Send(Of("a", One), Of("b", One));
        await scene.BegunAsync("a");
        scene.Lifetime.StopApplication();
        scene.End("a");
        var answers = await batch;
        Assert.Equal(["a 200", "b 503"], answers);
    }

    [Fact]
    public async Task Lines_of_one_person_follow_each_other_and_of_two_are_side_by_side()
    {
        using var scene = new Scene();
        var batch = scene.Send(Of("a", One), Of("b", One), Of("c", Other));
        await scene.BegunAsync("a");
        await scene.BegunAsync("c");
        Assert.False(scene.HasBegun("b"));
        scene.End("c");
        scene.End("a");
        await scene.BegunAsync("b");
        scene.End("b");
        var answers = await batch;
        Assert.Equal(["a 200", "b 200"], answers.Where(answer => answer != "c 200"));
        Assert.Equal(3, answers.Count);
    }

    [Fact]
    public async Task A_line_that_names_nobody_is_carried_out_alone()
    {
        using var scene = new Scene();
        var batch = scene.Send(Of("a", One), Of("b", null), Of("c", Other));
        await scene.BegunAsync("a");
        Assert.False(scene.HasBegun("b") || scene.HasBegun("c"));
        scene.End("a");
        await scene.BegunAsync("b");
        Assert.False(scene.HasBegun("c"));
        scene.End("b");
        await scene.BegunAsync("c");
        scene.End("c");
        Assert.Equal(["a 200", "b 200", "c 200"], await batch);
    }

    [Fact]
    public async Task No_more_lines_are_under_way_than_there_are_places()
    {
        using var scene = new Scene();
        string[] keys = [.. Enumerable.Range(0, BatchLines.AtOnce + 1).Select(i => FormattableString.Invariant($"k{i}"))];
        var batch = scene.Send([.. keys.Select((key, i) => Of(key, FormattableString.Invariant($"{i:x32}")))]);
        foreach (var key in keys[..^1])
            await scene.BegunAsync(key);
        Assert.False(scene.HasBegun(keys[^1]));
        scene.End(keys[0]);
        await scene.BegunAsync(keys[^1]);
        foreach (var key in keys[1..])
            scene.End(key);
        Assert.Equal(keys.Length, (await batch).Count);
    }

    [Fact]
    public void Batches_of_one_caller_and_of_all_are_bounded()
    {
        var places = new BatchPlaces();
        var own = places.Take("one");
        Assert.NotNull(own);
        Assert.NotNull(places.Take("one"));
        Assert.Null(places.Take("one"));
        own.Dispose();
        own.Dispose();
        Assert.NotNull(places.Take("one"));
        Assert.Null(places.Take("one"));
        for (var i = 2; i < BatchPlaces.Most; i++)
            Assert.NotNull(places.Take(FormattableString.Invariant($"caller-{i}")));
        Assert.Null(places.Take("another"));
    }

    private static string Of(string key, string? person) =>
        new JsonObject
        {
            ["key"] = key,
            ["path"] = person is null ? "/v1/settings" : $"/v1/persons/{person}/contacts",
            ["body"] = new JsonObject(),
        }.ToJsonString();

    private sealed class Scene : IDisposable
    {
        private readonly Dictionary<string, (TaskCompletionSource Begun, TaskCompletionSource End)> steps = new(StringComparer.Ordinal);
        private readonly ServiceProvider services;
        private readonly BatchLines lines;

        public Scene()
        {
            services = new ServiceCollection().AddSingleton<LinePipeline>().BuildServiceProvider();
            var app = new ApplicationBuilder(services);
            LinePipeline.Begin(app);
            app.Run(async context =>
            {
                var (begun, end) = StepOf(context.Request.Headers["Idempotency-Key"].ToString());
                begun.SetResult();
                await end.Task;
                await context.Response.WriteAsJsonAsync(new { done = true }, CancellationToken.None);
            });
            app.Build();
            lines = new BatchLines(services.GetRequiredService<LinePipeline>(), new BatchOrder(new NoNumbers(), new NoNumbers()), Lifetime);
        }

        public StoppableLifetime Lifetime { get; } = new();

        public async Task<List<string>> Send(params string[] sent)
        {
            using var answer = new MemoryStream();
            var batch = new DefaultHttpContext { RequestServices = services };
            batch.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', sent)));
            batch.Response.Body = answer;
            await lines.RunAsync(batch);
            await batch.Response.CompleteAsync();
            return
            [
                .. Encoding
                    .UTF8.GetString(answer.ToArray())
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!)
                    .Select(line => $"{line["key"]} {line["status"]}"),
            ];
        }

        public Task BegunAsync(string key) =>
            StepOf(key).Begun.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public bool HasBegun(string key) => StepOf(key).Begun.Task.IsCompleted;

        public void End(string key) => StepOf(key).End.SetResult();

        public void Dispose()
        {
            services.Dispose();
            Lifetime.Dispose();
        }

        private (TaskCompletionSource Begun, TaskCompletionSource End) StepOf(string key)
        {
            lock (steps)
            {
                if (!steps.TryGetValue(key, out var step))
                {
                    step = (
                        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
                        new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
                    );
                    steps.Add(key, step);
                }

                return step;
            }
        }
    }

    private sealed class StoppableLifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }

    /// <summary>No number is anybody's.</summary>
    private sealed class NoNumbers : NoPersonSearch, IPersonIdentifier
    {
        public PersonId Identify(IdentityNumber number) => throw new NotSupportedException();

        public override Task<bool> ExistsAsync(PersonId person, CancellationToken cancellationToken) => Task.FromResult(false);

        public override Task<PersonId?> ByApplicationNumberAsync(ApplicationNumber number, CancellationToken cancellationToken) =>
            Task.FromResult<PersonId?>(null);

        public override Task<PersonId?> ByRegistrationNumberAsync(RegistrationNumber number, CancellationToken cancellationToken) =>
            Task.FromResult<PersonId?>(null);
    }
}
