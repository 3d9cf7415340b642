using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Platform;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Grid.Silo.Platform;

/// <summary>
/// The platform over HTTP, as <c>docs/platform.md</c> describes the wire. Errors name a status or a kind of failure, never a value.
/// </summary>
public sealed class HttpPlatformTransport(
    IHttpClientFactory clients,
    IReferenceData reference,
    IOptions<PlatformConnectionOptions> options,
    TimeProvider clock
) : IPlatformTransport
{
    /// <summary>Name of the client that reads and acknowledges; it repeats by itself.</summary>
    public const string ReadingClient = "platform-reading";

    /// <summary>Name of the client that uploads; what fails there is repeated by the outbox.</summary>
    public const string UploadingClient = "platform-uploading";

    /// <summary>A page may hold an application more than once, but not without end.</summary>
    private const int MostRepeats = 4;

    public async Task<Page<PlatformDownload>> DownloadAsync(string region, string? after, int limit, CancellationToken cancellationToken)
    {
        var query =
            string.Create(CultureInfo.InvariantCulture, $"applications?region={Uri.EscapeDataString(region)}&limit={limit}")
            + (after is null ? "" : "&after=" + Uri.EscapeDataString(after));
        var page = await AskAsync<PlatformWire.Page>(ReadingClient, HttpMethod.Get, query, null, cancellationToken);
        var fields = reference.PlatformFields;
        if (
            page.Items is not { } items
            || items.Count > MostRepeats * limit
            || !IsCursor(page.Next ?? "0")
            || items.Any(item => !IsCursor(item?.Cursor))
        )
        {
            throw new PlatformUnavailableException(
                "The platform answers with a page that has no items, too many, or cursors that are no numbers."
            );
        }

        return new Page<PlatformDownload>(
            [
                .. items.Select(item => new PlatformDownload(
                    item!.Cursor!,
                    PlatformApplicationMapping.NumberOf(fields, item.Fields),
                    item.Fields
                )),
            ],
            page.Next
        );
    }

    public async Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancellationToken) =>
        await SendAsync(
            ReadingClient,
            HttpMethod.Post,
            "applications/acknowledgements",
            new PlatformWire.Acknowledgement(region, numbers),
            BoundedAnswer.TakenAsync,
            cancellationToken
        );

    public async Task<IReadOnlyList<PlatformAnswer>> UploadAsync(IReadOnlyList<PlatformUpload> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var answers = await AskAsync<PlatformWire.Answers>(
            UploadingClient,
            HttpMethod.Post,
            "uploads",
            new PlatformWire.Uploads(Guid.NewGuid(), items),
            cancellationToken
        );
        return [.. (answers.Items ?? []).Select(Read).OfType<PlatformAnswer>()];
    }

    public async Task<IReadOnlyList<PlatformDayFigure>> StatisticsAsync(string region, DateOnly day, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"statistics?region={Uri.EscapeDataString(region)}&day={day:yyyy-MM-dd}");
        var statistics = await AskAsync<PlatformWire.Statistics>(ReadingClient, HttpMethod.Get, query, null, cancellationToken);
        if (
            statistics.Figures is not { } figures
            || figures.Any(figure => figure is not { Region: not null, Kind: not null, Count: >= 0, Digest: not null })
        )
        {
            throw new PlatformUnavailableException("The platform answers with statistics that lack a region, a kind, a count or a digest.");
        }

        return
        [
            .. figures.Select(figure => new PlatformDayFigure(
                day,
                figure!.Region!,
                figure.Kind!.Value,
                figure.Count!.Value,
                figure.Digest!
            )),
        ];
    }

    private Task<T> AskAsync<T>(string client, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(
            client,
            method,
            path,
            body,
            (answer, cancelled) => BoundedAnswer.ReadAsync<T>(answer, options.Value.LongestAnswer, cancelled),
            cancellationToken
        );

    private async Task<T> SendAsync<T>(
        string name,
        HttpMethod method,
        string path,
        object? body,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        // The pipeline bounds the time until an answer begins; this bounds all of it.
        var settings = options.Value;
        using var late = new CancellationTokenSource(
            (settings.AttemptTimeout * (settings.Retries + 2)) + PlatformServices.Waits(settings),
            clock
        );
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(name);
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
            if (body is not null)
            {
                request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), DomainJson.Options))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) },
                };
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
            if (!answer.IsSuccessStatusCode)
            {
                throw new PlatformUnavailableException(
                    $"The platform answers {(int)answer.StatusCode}.",
                    rejected: IsRejection(answer.StatusCode)
                );
            }

            return await read(answer, ended.Token);
        }
        catch (BrokenCircuitException e)
        {
            throw new PlatformUnavailableException("The platform is not asked: it failed too often.", e);
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new PlatformUnavailableException("The platform does not answer in time.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new PlatformUnavailableException("The platform cannot be reached, or its answer broke off.", e);
        }
    }

    /// <summary>An answer without a key or a verdict counts as no answer.</summary>
    private static PlatformAnswer? Read(PlatformWire.Answer? answer) =>
        answer is { Key: { } key, Accepted: { } accepted } ? new PlatformAnswer(key, accepted, answer.Code, answer.Reason) : null;

    /// <summary>It rejects this request; other errors (401, 404 …) end when the connection is corrected.</summary>
    private static bool IsRejection(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    private static bool IsCursor(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
