__kernel void forwardRows(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *ranges, __global uchar *sizes, __global uchar *y)
{
  bool b_18, b_66, b_68;
  float f_67, f_81;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_36, i_38, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_50, i_51, i_56, i_57, i_58, i_59, i_60, i_61, i_62, i_63;
  int i_64, i_65, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_82, i_83;
  int i_88;
  long l_46, l_47, l_48, l_52, l_53, l_54, l_77, l_78, l_79, l_84, l_85, l_86;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_49, ul_55, ul_80, ul_87;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) ranges;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_5 * i_13;
  i_16  =  i_15 * i_7;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 36L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 40L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 44L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 48L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 52L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 56L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 60L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 64L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 68L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_2 + 72L;
    i_38  =  *((__global int *) ul_37);
    i_39  =  i_14 / i_11;
    i_40  =  i_39 / i_7;
    i_41  =  i_40 / i_5;
    i_42  =  i_41 * i_7;
    i_43  =  i_39 % i_7;
    i_44  =  i_42 + i_43;
    i_45  =  i_44 << 1;
    l_46  =  (long) i_45;
    l_47  =  l_46 + 4L;
    l_48  =  l_47 << 2;
    ul_49  =  ul_1 + l_48;
    i_50  =  *((__global int *) ul_49);
    i_51  =  i_45 + 1;
    l_52  =  (long) i_51;
    l_53  =  l_52 + 4L;
    l_54  =  l_53 << 2;
    ul_55  =  ul_1 + l_54;
    i_56  =  *((__global int *) ul_55);
    i_57  =  i_32 * i_41;
    i_58  =  i_57 + i_30;
    i_59  =  i_40 % i_5;
    i_60  =  i_59 * i_34;
    i_61  =  i_58 + i_60;
    i_62  =  i_36 * i_43;
    i_63  =  i_61 + i_62;
    i_64  =  i_14 % i_11;
    // BLOCK 2 MERGES [1 8 ]
    i_65  =  i_64;
    for(;i_65 < i_9;)
    {
      // BLOCK 3
      b_66  =  i_65 < i_50;
      if(b_66)
      {
        // BLOCK 4
        f_67  =  0.0F;
      }  // B3
      else
      {
        // BLOCK 5
        b_68  =  i_65 < i_56;
        if(b_68)
        {
          // BLOCK 6
          i_69  =  i_28 * i_65;
          i_70  =  i_22 * i_41;
          i_71  =  i_70 + i_20;
          i_72  =  i_24 * i_59;
          i_73  =  i_71 + i_72;
          i_74  =  i_26 * i_43;
          i_75  =  i_73 + i_74;
          i_76  =  i_69 + i_75;
          l_77  =  (long) i_76;
          l_78  =  l_77 + 4L;
          l_79  =  l_78 << 2;
          ul_80  =  ul_0 + l_79;
          f_81  =  *((__global float *) ul_80);
          f_67  =  f_81;
        }  // B5
        else
        {
          // BLOCK 7
          f_67  =  0.0F;
        }  // B5
      }  // B3
      // BLOCK 8 MERGES [4 7 6 ]
      i_82  =  i_38 * i_65;
      i_83  =  i_82 + i_63;
      l_84  =  (long) i_83;
      l_85  =  l_84 + 4L;
      l_86  =  l_85 << 2;
      ul_87  =  ul_3 + l_86;
      *((__global float *) ul_87)  =  f_67;
      i_88  =  i_65 + i_11;
      i_65  =  i_88;
    }  // B2
    // BLOCK 9
  }  // B0
  else
  {
    // BLOCK 10
  }  // B0
  // BLOCK 11 MERGES [10 9 ]
  return;
}  //  kernel
