__kernel void backwardJoined(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *sums, __global uchar *shape, __global uchar *y)
{
  bool b_19;
  float f_60, f_61, f_70, f_71;
  int i_4, i_6, i_8, i_10, i_12, i_14, i_15, i_16, i_17, i_18, i_21, i_23;
  int i_25, i_27, i_29, i_31, i_33, i_35, i_36, i_37, i_38, i_39, i_40, i_41;
  int i_42, i_43, i_44, i_45, i_46, i_47, i_48, i_49, i_50, i_51, i_52, i_53;
  int i_54, i_55, i_62, i_63, i_64, i_65, i_72, i_73, i_78;
  long l_56, l_57, l_58, l_66, l_67, l_68, l_74, l_75, l_76;
  ulong ul_0, ul_1, ul_2, ul_3, ul_5, ul_7, ul_9, ul_11, ul_13, ul_20, ul_22, ul_24;
  ulong ul_26, ul_28, ul_30, ul_32, ul_34, ul_59, ul_69, ul_77;

  // BLOCK 0
  ul_0  =  (ulong) sums;
  ul_1  =  (ulong) shape;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 20L;
  i_4  =  *((__global int *) ul_3);
  ul_5  =  ul_1 + 28L;
  i_6  =  *((__global int *) ul_5);
  ul_7  =  ul_1 + 412L;
  i_8  =  *((__global int *) ul_7);
  ul_9  =  ul_1 + 236L;
  i_10  =  *((__global int *) ul_9);
  ul_11  =  ul_1 + 36L;
  i_12  =  *((__global int *) ul_11);
  ul_13  =  ul_1 + 16L;
  i_14  =  *((__global int *) ul_13);
  i_15  =  get_global_id(0);
  i_16  =  i_4 * i_14;
  i_17  =  i_16 * i_6;
  i_18  =  i_17 * i_10;
  b_19  =  i_15 < i_18;
  if(b_19)
  {
    // BLOCK 1
    ul_20  =  ul_1 + 300L;
    i_21  =  *((__global int *) ul_20);
    ul_22  =  ul_1 + 304L;
    i_23  =  *((__global int *) ul_22);
    ul_24  =  ul_1 + 308L;
    i_25  =  *((__global int *) ul_24);
    ul_26  =  ul_1 + 312L;
    i_27  =  *((__global int *) ul_26);
    ul_28  =  ul_1 + 240L;
    i_29  =  *((__global int *) ul_28);
    ul_30  =  ul_1 + 244L;
    i_31  =  *((__global int *) ul_30);
    ul_32  =  ul_1 + 248L;
    i_33  =  *((__global int *) ul_32);
    ul_34  =  ul_1 + 252L;
    i_35  =  *((__global int *) ul_34);
    i_36  =  i_15 / i_10;
    i_37  =  i_36 / i_6;
    i_38  =  i_37 / i_4;
    i_39  =  i_38 * i_31;
    i_40  =  i_39 + i_29;
    i_41  =  i_37 % i_4;
    i_42  =  i_41 * i_33;
    i_43  =  i_40 + i_42;
    i_44  =  i_36 % i_6;
    i_45  =  i_44 * i_35;
    i_46  =  i_43 + i_45;
    i_47  =  i_23 * i_38;
    i_48  =  i_47 + i_21;
    i_49  =  i_25 * i_41;
    i_50  =  i_48 + i_49;
    i_51  =  i_27 * i_44;
    i_52  =  i_50 + i_51;
    i_53  =  i_15 % i_10;
    // BLOCK 2 MERGES [1 6 ]
    i_54  =  i_53;
    for(;i_54 < i_12;)
    {
      // BLOCK 3
      i_55  =  i_52 + i_54;
      l_56  =  (long) i_55;
      l_57  =  l_56 + 4L;
      l_58  =  l_57 << 2;
      ul_59  =  ul_0 + l_58;
      f_60  =  *((__global float *) ul_59);
      // BLOCK 4 MERGES [3 5 ]
      f_61  =  f_60;
      i_62  =  1;
      for(;i_62 < i_8;)
      {
        // BLOCK 5
        i_63  =  i_62 * i_12;
        i_64  =  i_63 + i_52;
        i_65  =  i_64 + i_54;
        l_66  =  (long) i_65;
        l_67  =  l_66 + 4L;
        l_68  =  l_67 << 2;
        ul_69  =  ul_0 + l_68;
        f_70  =  *((__global float *) ul_69);
        f_71  =  f_61 + f_70;
        i_72  =  i_62 + 1;
        f_61  =  f_71;
        i_62  =  i_72;
      }  // B4
      // BLOCK 6
      i_73  =  i_46 + i_54;
      l_74  =  (long) i_73;
      l_75  =  l_74 + 4L;
      l_76  =  l_75 << 2;
      ul_77  =  ul_2 + l_76;
      *((__global float *) ul_77)  =  f_61;
      i_78  =  i_54 + i_10;
      i_54  =  i_78;
    }  // B2
    // BLOCK 7
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
