using System.Text;
using CsCheck;
using Grid.Api.Importing.Reading;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>Whatever the bytes: rows and named faults, in bounds, and never anything thrown.</summary>
public sealed class FuzzedFileTests
{
    private static readonly int Rounds = TestSize.Pick(small: 300, full: 20_000);

    private static readonly byte[] Csv = Encoding.UTF8.GetBytes(
        Files.Csv(Enumerable.Range(1, 20).Select(Files.Person).Prepend(Files.Header))
    );

    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        string.Concat(
            Enumerable
                .Range(1, 20)
                .Select(i =>
                    $"{{\"identityNumber\":\"{CitizenNumbers.Of(i).Value}\",\"contactedOn\":\"2026-01-05\",\"contactChannel\":1,\"contactOutcome\":[\"1\"]}}\n"
                )
        )
    );

    private static readonly byte[] Xlsx = new RawWorkbook { SharedTexts = "<si><t>一</t></si>" }
        .Sheet(
            RawWorkbook.Data(Enumerable.Range(1, 20).Select(Files.Person).Prepend(Files.Header))
                + "<mergeCells><mergeCell ref=\"A1:A1\"/></mergeCells>"
        )
        .Bytes();

    /// <summary>Bytes changed, cut out, repeated or inserted at some places.</summary>
    private static Gen<byte[]> Damaged(byte[] file) =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, file.Length - 1], Gen.Byte, Gen.Int[1, 200])
            .Array[1, 6]
            .Select(damages =>
            {
                var bytes = file.ToList();
                foreach (var (kind, at, value, length) in damages)
                {
                    var place = Math.Min(at, bytes.Count);
                    var part = Math.Min(length, bytes.Count - place);
                    if (kind == 0 && place < bytes.Count)
                        bytes[place] = value;
                    else if (kind == 1)
                        bytes.RemoveRange(place, part);
                    else if (kind == 2)
                        bytes.InsertRange(place, bytes.GetRange(place, part));
                    else
                        bytes.Insert(place, value);
                }

                return bytes.ToArray();
            });

    [Fact]
    public async Task Text() => await Damaged(Csv).SampleAsync(bytes => CheckAsync(bytes, FileKind.Registrations), iter: Rounds);

    [Fact]
    public async Task Json_lines() => await Damaged(Json).SampleAsync(bytes => CheckAsync(bytes, FileKind.FollowUps), iter: Rounds);

    [Fact]
    public async Task Workbooks() => await Damaged(Xlsx).SampleAsync(bytes => CheckAsync(bytes, FileKind.Registrations), iter: Rounds);

    [Fact]
    public async Task Parts_of_workbooks() =>
        await Damaged(Encoding.UTF8.GetBytes(RawWorkbook.Data(Enumerable.Range(1, 20).Select(Files.Person).Prepend(Files.Header))))
            .SampleAsync(
                part => CheckAsync(new RawWorkbook().Sheet(Encoding.UTF8.GetString(part)).Bytes(), FileKind.Registrations),
                iter: Rounds
            );

    [Fact]
    public async Task Noise() => await Gen.Byte.Array[0, 3000].SampleAsync(bytes => CheckAsync(bytes, FileKind.Exits), iter: Rounds);

    private static async Task CheckAsync(byte[] bytes, FileKind kind)
    {
        var rows = await Files.ReadAsync(bytes, kind);
        var before = -1;
        foreach (var (i, row) in rows.Index())
        {
            Assert.True(row.Value is not null || row.Faults.Any(fault => fault.Rejects));
            Assert.All(row.Faults, fault => Assert.True(ImportFaultTexts.IsKnown(fault.Code), fault.Code));
            Assert.True(row.Row > before || row.EndsFile);
            Assert.True(!row.EndsFile || i == rows.Count - 1);
            before = row.Row;
        }
    }
}

/// <summary>Memory does not grow with the rows. It is measured, so nothing else runs meanwhile.</summary>
[Collection(Alone)]
public sealed class LongFileTests
{
    private const string Alone = "Long files";

    private const long MostGrowth = 48L * 1024 * 1024;

    private static readonly int Rows = TestSize.Pick(small: 40_000, full: 1_000_000);

    [Fact]
    public async Task Text_is_read_in_flat_memory() => await CheckAsync(new LongText(Rows));

    [Fact]
    public async Task A_workbook_holds_no_rows()
    {
        // The archive and the shared texts are held, the rows are not.
        using var workbook = new MemoryStream(
            new RawWorkbook().Sheet(RawWorkbook.Data(Enumerable.Range(1, Rows / 10).Select(Files.Person).Prepend(Files.Header))).Bytes()
        );
        await CheckAsync(workbook, Rows / 10);
    }

    private static async Task CheckAsync(Stream stream, int? rows = null)
    {
        var total = rows ?? Rows;
        var (count, most, first) = (0, 0L, 0L);
        await foreach (
            var row in ImportFile.ReadAsync(stream, FileKind.Registrations, Files.Current, TestContext.Current.CancellationToken)
        )
        {
            Assert.NotNull(row.Value);
            count++;
            if (count % (total / 10) != 0)
                continue;
            var used = GC.GetTotalMemory(forceFullCollection: true);
            first = first == 0 ? used : first;
            most = Math.Max(most, used - first);
        }

        Assert.Equal(total, count);
        Assert.True(most < MostGrowth, $"{most:N0} bytes more");
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Definition;

    /// <summary>A CSV file that is made while it is read.</summary>
    private sealed class LongText(int rows) : Stream
    {
        private readonly MemoryStream block = new();
        private int next = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (block.Position == block.Length)
                Fill();
            return block.Read(buffer, offset, count);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Fill()
        {
            block.SetLength(0);
            for (var i = 0; i < 100 && next < rows; i++, next++)
                block.Write(Encoding.UTF8.GetBytes(Files.Csv(next < 0 ? Files.Header : Files.Person(next + 1))));
            block.Position = 0;
        }
    }
}
